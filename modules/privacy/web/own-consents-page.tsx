import { useAddress } from '@songhua/ui/address.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { Alert, Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OwnConsents } from '../contract.ts';
import { AddConsent } from './add-consent.tsx';
import { ConsentHistory } from './consent-history.tsx';
import { ConsentRules } from './consent-rules.tsx';
import { SeenToday } from './seen-today.tsx';
import './privacy.css';

/** Who may see my record today and why, what I forbid, and how that changed. */
export default function OwnConsentsPage() {
  const { t } = useTranslation('privacy');
  const { get, set } = useAddress();
  const [adding, setAdding] = useState(false);
  const list = useApi<OwnConsents>('/api/access/my-record/consents', { patient: get('patient') });
  const { data } = list;
  const records = data?.records ?? [];
  return (
    <>
      <PageHead title={t('mine.title')} lead={t('mine.lead')}>
        {records.length > 1 && (
          <Select
            aria-label={t('mine.whose')}
            value={data?.patient ?? null}
            popupMatchSelectWidth={false}
            options={records.map(({ patient, name, own }) => ({
              value: patient,
              label: own ? t('mine.own', { name: name ?? patient }) : (name ?? patient),
            }))}
            onChange={(patient: string | null) => set({ patient, offset: null })}
          />
        )}
        {data?.mayChange && (
          <Button type="primary" onClick={() => setAdding(true)}>
            {t('mine.add')}
          </Button>
        )}
      </PageHead>
      <Loaded query={list} rows={8}>
        {({ patient, mayChange, seen, helpers, rules }) =>
          patient === null ? (
            <Alert type="info" showIcon title={t('mine.nobody')} description={t('mine.nobody-hint')} />
          ) : (
            <div className="privacy-mine">
              {!mayChange && <Alert type="info" showIcon title={t('mine.look-only')} />}
              <SeenToday seen={seen} helpers={helpers} own={mayChange} />
              <ConsentRules rules={rules} mayChange={mayChange} onAdd={() => setAdding(true)} />
              {rules.length > 0 && <ConsentHistory patient={patient} />}
              {adding && <AddConsent patient={patient} onClose={() => setAdding(false)} />}
            </div>
          )
        }
      </Loaded>
    </>
  );
}
