import { formatNumber } from '@songhua/ui/format.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Conversion, ConversionTimes } from '../contract.ts';
import { WordsField } from './fields.tsx';
import { FormDialog } from './form-dialog.tsx';
import { ConversionMark, Moment } from './marks.tsx';

/** How long conversions took, from the order to ready (4.3.2-j). */
export function Times({ times }: { readonly times: ConversionTimes }) {
  const { t } = useTranslation('surge');
  const language = useLanguage();
  const hours = (value: number | null): string => (value === null ? '—' : formatNumber(value, 1, language));
  if (times.count === 0) return <p className="sh-quiet">{t('times.none')}</p>;
  return (
    <p className="sh-quiet">
      {t('times.measured', {
        count: times.count,
        median: hours(times.medianHours),
        planned: hours(times.medianPlanned),
        inTime: times.inTime,
      })}
    </p>
  );
}

/** Confirms or declines what was proposed. */
export function DecideProposal({ conversion: { id, version } }: { readonly conversion: Pick<Conversion, 'id' | 'version'> }) {
  const { t } = useTranslation('surge');
  const decide = (to: 'ordered' | 'declined') => (
    <FormDialog<{ reason: string }>
      key={to}
      title={t(`decide.${to}`)}
      primary={to === 'ordered'}
      sending={({ reason }) => ({ path: `/conversions/${id}/moves`, body: { to, reason, version } })}
    >
      <WordsField name="reason" label={t('reason')} area />
    </FormDialog>
  );
  return (
    <span className="sh-row">
      {decide('ordered')}
      {decide('declined')}
    </span>
  );
}

/** What is proposed and under way, and how far. */
export function Conversions({
  list,
  times,
  mayManage,
}: {
  readonly list: readonly Conversion[];
  readonly times: ConversionTimes;
  readonly mayManage: boolean;
}) {
  const { t } = useTranslation('surge');
  return (
    <section aria-label={t('conversions.title')}>
      <h2>{t('conversions.title')}</h2>
      <Times times={times} />
      {list.length > 0 && (
        <ul className="su-cards">
          {list.slice(0, 40).map((one) => (
            <li key={one.id}>
              <p>
                <Link to={`/surge/${one.institution}`}>
                  {one.institutionName} · {one.wardName}
                </Link>
              </p>
              <p>
                {t('conversions.what', { beds: one.beds, from: t(`kind.${one.from}`), to: t(`kind.${one.to}`) })}{' '}
                <ConversionMark conversion={one} />
              </p>
              {one.state === 'ordered' && (
                <p className="sh-quiet">
                  {t('conversions.steps', {
                    done: one.steps.filter(({ state }) => state === 'done').length,
                    total: one.steps.length,
                  })}{' '}
                  · {t('conversions.expected')} <Moment at={one.expectedAt} />
                </p>
              )}
              {one.state === 'proposed' && (
                <p className="sh-quiet">
                  {one.reason} {mayManage && <DecideProposal conversion={one} />}
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
      {list.length > 40 && <p className="sh-quiet">{t('conversions.more', { count: list.length - 40 })}</p>}
    </section>
  );
}
