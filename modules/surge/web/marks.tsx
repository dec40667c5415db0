import { formatTime } from '@songhua/ui/format.ts';
import type { StatusName } from '@songhua/ui/status.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { Conversion, OccupancyFigure, RuleCheck } from '../contract.ts';

const ruleStatus: Readonly<Record<RuleCheck['state'], StatusName>> = { met: 'met', missed: 'off-track', undefined: 'unknown' };

/** Whether a rule holds, with the rule where it is pointed at. */
export function RuleMark({ check }: { readonly check: RuleCheck }) {
  const { t } = useTranslation('surge');
  const language = useLanguage();
  const why = [check.summary[language], check.section[language], check.note?.[language]].filter(Boolean).join('\n');
  return <StatusMark status={ruleStatus[check.state]} said={t(`rule-state.${check.state}`)} why={why} />;
}

/** How a conversion stands, and whether it is late. */
export function ConversionMark({ conversion }: { readonly conversion: Pick<Conversion, 'state' | 'late' | 'to'> }) {
  const { t } = useTranslation('surge');
  const { state, late, to } = conversion;
  const status: StatusName =
    state === 'ready'
      ? 'met'
      : state === 'ordered'
        ? late
          ? 'off-track'
          : 'on-track'
        : state === 'proposed'
          ? 'behind'
          : 'unknown';
  const word = t(`conversion.${state}`, { to: t(`kind.${to}`) });
  return <StatusMark status={status} said={late && state === 'ordered' ? `${word} · ${t('late')}` : word} />;
}

/** Each figure of use with its source and age; none is said, too. */
export function Occupancy({ figures, beds }: { readonly figures: readonly OccupancyFigure[]; readonly beds: number }) {
  const { t } = useTranslation('surge');
  if (figures.length === 0) return <span className="sh-quiet">{t('occupancy.unknown')}</span>;
  return (
    <>
      {figures.map((one) => (
        <span key={one.source} className="su-line">
          <strong>
            {one.occupied}/{beds}
          </strong>{' '}
          <span className={one.stale ? 'su-late' : 'sh-quiet'}>
            {t(`occupancy.${one.source}`, { day: one.day })}
            {one.age > 0 && ` · ${t('occupancy.age', { count: one.age })}`}
            {one.stale && ` · ${t('occupancy.stale')}`}
          </span>
        </span>
      ))}
    </>
  );
}

/** When something happened, in Beijing. */
export function Moment({ at }: { readonly at: string | null }) {
  const language = useLanguage();
  return at === null ? null : <time dateTime={at}>{formatTime(at, language)}</time>;
}
