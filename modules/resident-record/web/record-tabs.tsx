import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ResidentRecord } from '../contract.ts';
import { useViewAddress } from './addresses.ts';

export const recordViews = ['overview', 'timeline', 'results', 'prevention', 'basics'] as const;

/** Views of the record, each with its own address. */
export function RecordTabs({ record, view }: { readonly record: ResidentRecord; readonly view: string }) {
  const { t } = useTranslation('resident-record');
  const addressOf = useViewAddress();
  const counts: Readonly<Record<string, number>> = {
    results: record.results.length,
    prevention: record.immunisations.length + record.programmes.length,
  };
  return (
    <nav aria-label={t('record.views')} className="sh-no-print">
      <ul className="record-tabs">
        {recordViews.map((one) => (
          <li key={one}>
            <Link to={addressOf(one)} replace aria-current={one === view ? 'page' : undefined}>
              {t(`view.${one}`)}
              {counts[one] !== undefined && <span className="sh-quiet"> {counts[one]}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
