import { PageHead } from '@songhua/ui/page-head.tsx';
import { useMay } from '@songhua/ui/session.ts';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { OpenVisit } from './open-visit.tsx';
import './detail.css';

/** No record to be seen under this address: the same words whether there is none or it is not the reader's to see, and what to do. */
export function NotReached() {
  const { t } = useTranslation('resident-record');
  const mayOpen = useMay('access.find-person');
  const mayBreak = useMay('access.break-glass');
  const [opening, setOpening] = useState(false);
  return (
    <>
      <PageHead title={t('not-reached.title')} lead={t('not-reached.lead')} />
      <ul className="record-ways">
        {mayOpen && (
          <li className="record-way">
            <span>{t('not-reached.visit')}</span>
            <Button type="primary" onClick={() => setOpening(true)}>
              {t('visit.open-walk-in')}
            </Button>
          </li>
        )}
        {mayBreak && (
          <li className="record-way">
            <span>{t('not-reached.emergency')}</span>
            <Link to="/privacy/emergency">{t('not-reached.emergency-link')}</Link>
          </li>
        )}
        <li className="record-way">
          <span>{t('not-reached.list')}</span>
          <Link to="/patients">{t('patients.title')}</Link>
        </li>
      </ul>
      {opening && <OpenVisit person={null} onClose={() => setOpening(false)} />}
    </>
  );
}
