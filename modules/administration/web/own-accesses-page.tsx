import { useAddress } from '@songhua/ui/address.ts';
import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { formatTime } from '@songhua/ui/format.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { usePaging } from '@songhua/ui/use-paging.ts';
import { Button, Select, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OwnAccess, OwnAccessList } from '../contract.ts';
import { DayBox } from './audit-filters.tsx';
import { AuditMark } from './audit-mark.tsx';
import { Missing } from './missing.tsx';
import { ObjectDialog } from './object-dialog.tsx';
import { objectionShapes } from './objection-shapes.ts';
import './administration.css';

/** Who saw my record, when, for which institution and why; what I do not understand I object to. */
export default function OwnAccessesPage() {
  const { t } = useTranslation('administration');
  const language = useLanguage();
  const { get, set } = useAddress();
  const [objecting, setObjecting] = useState<OwnAccess | null>(null);
  const filter = { patient: get('patient'), from: get('from'), to: get('to'), others: get('others') };
  const { limit, offset, paging } = usePaging();
  const list = useApi<OwnAccessList>('/api/administration/my-record/accesses', { ...filter, limit, offset });
  const { data } = list;
  const columns: Column<OwnAccess>[] = [
    { key: 'at', title: t('audit.column.at'), rowHeader: true, render: ({ at }) => formatTime(at, language) },
    {
      key: 'who',
      title: t('seen.who'),
      render: ({ who, own, roles }) => (
        <>
          {own ? t('seen.self') : who}
          {!own && roles.length > 0 && (
            <span className="administration-subject">
              {roles.map((role) => role[language]).join(language === 'zh' ? '、' : ', ')}
            </span>
          )}
        </>
      ),
    },
    {
      key: 'institution',
      title: t('seen.institution'),
      rank: 2,
      render: ({ institution }) => <Missing text={institution} reason={t('seen.no-institution')} />,
    },
    {
      key: 'why',
      title: t('seen.why'),
      rank: 2,
      render: ({ purpose, way, emergency }) => (
        <Missing
          text={[emergency ? t('seen.emergency') : purpose?.[language], way?.[language]].filter(Boolean).join(' · ')}
          reason={t('seen.no-purpose')}
        />
      ),
    },
    {
      key: 'what',
      title: t('seen.what'),
      render: ({ what, held }) => (
        <>
          {t(`seen.did.${what}`)}
          <span className="administration-subject">
            {held.map(({ title, count }) => `${title[language]} ${count}`).join(language === 'zh' ? '、' : ', ')}
          </span>
        </>
      ),
    },
    {
      key: 'objection',
      title: t('seen.objection'),
      keep: true,
      render: (one) =>
        one.objection ? (
          <AuditMark status={objectionShapes[one.objection]} word={t(`objections.state.${one.objection}`)} />
        ) : one.own ? null : (
          <Button size="small" onClick={() => setObjecting(one)}>
            {t('seen.object')}
          </Button>
        ),
    },
  ];
  const records = data?.records ?? [];
  return (
    <>
      <PageHead title={t('seen.title')} lead={t('seen.lead')} />
      <DataTable
        id="administration.own-accesses"
        fill
        caption={t('seen.title')}
        columns={columns}
        rows={data?.items}
        error={data ? undefined : list.error}
        onRetry={() => void list.refetch()}
        rowKey={({ entry }) => String(entry)}
        total={data?.total}
        paging={paging}
        empty={data && data.patient === null ? t('seen.no-record') : t('seen.empty')}
        toolbar={
          <>
            {records.length > 1 && (
              <Select
                aria-label={t('seen.record')}
                value={data?.patient ?? null}
                popupMatchSelectWidth={false}
                options={records.map(({ patient, name }) => ({ value: patient, label: name ?? patient }))}
                onChange={(value: string | null) => set({ patient: value, offset: null })}
              />
            )}
            <DayBox name="from" label={t('audit.filter.from')} />
            <DayBox name="to" label={t('audit.filter.to')} />
            <span className="sh-row">
              <Switch
                size="small"
                aria-label={t('seen.others')}
                checked={filter.others === 'true'}
                onChange={(on) => set({ others: on ? 'true' : null, offset: null })}
              />
              {t('seen.others')}
            </span>
          </>
        }
        actions={<ExportLinks path="/api/administration/my-record/accesses/export" query={filter} />}
      />
      {objecting && data?.patient && (
        <ObjectDialog access={objecting} patient={data.patient} onClose={() => setObjecting(null)} />
      )}
    </>
  );
}
