import type { City } from '@songhua/module-surge/contract.ts';
import { formatDate, formatTime } from '@songhua/ui/format.ts';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';

const outbreakKinds: readonly string[] = ['infection', 'monitored', 'icu'];

/** Beds of the hospitals that stand ready and equipment they told of: in use and free, each with how old the figure is. */
export function PoolInUse() {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  const { data } = useApi<City>('/api/surge/city');
  if (!data) return null;
  const beds = data.kinds.filter(({ kind }) => outbreakKinds.includes(kind));
  return (
    <>
      <h3>{t('pool.live')}</h3>
      <ul className="em-list">
        {beds.map(({ kind, beds: all, records, reported }) => {
          const known = records.beds + reported.beds;
          const name = t(`pool.kind.${kind}`);
          return (
            <li key={kind}>
              {known === 0
                ? t('pool.beds-unknown', { kind: name, beds: all })
                : t('pool.beds', { kind: name, occupied: records.occupied + reported.occupied, known, beds: all })}
              {reported.oldest !== null && (
                <span className="em-under">{t('pool.oldest', { day: formatDate(reported.oldest, language) })}</span>
              )}
            </li>
          );
        })}
        {data.equipment.map(({ kind, institutions, there, inUse, oldestAt }) => (
          <li key={kind}>
            {t('pool.equipment', { kind: t(`pool.kind.${kind}`), inUse, free: there - inUse })}
            <span className="em-under">{t('pool.at', { count: institutions, at: formatTime(oldestAt, language) })}</span>
          </li>
        ))}
      </ul>
      {data.equipment.length === 0 && <p className="sh-quiet">{t('pool.none')}</p>}
    </>
  );
}
