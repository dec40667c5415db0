import { useAddress } from '@songhua/ui/address.ts';
import { StatusShape } from '@songhua/ui/status-mark.tsx';
import { useTranslation } from 'react-i18next';
import type { RuleStatus } from '../../contract.ts';
import { markOf, verdicts } from './verdict.tsx';
import '../plan.css';

/** How many rules (or results) stand where; a press shows only those, another press all again. */
export function RuleCounts({ counts }: { readonly counts: Readonly<Partial<Record<RuleStatus, number>>> }) {
  const { t } = useTranslation('plan');
  const { get, set } = useAddress();
  const chosen = get('status');
  return (
    <fieldset className="plan-counts">
      <legend className="sh-visually-hidden">{t('rules.counts')}</legend>
      {verdicts
        .filter((one) => one !== 'not-applicable' || counts[one] || chosen === one)
        .map((one) => (
          <button
            key={one}
            type="button"
            className={`plan-count sh-status-${markOf[one]}`}
            aria-pressed={chosen === one}
            onClick={() => set({ status: chosen === one ? null : one, offset: null })}
          >
            <StatusShape status={markOf[one]} />
            <strong>{counts[one] ?? 0}</strong>
            <span>{t(`verdict.${one}`)}</span>
          </button>
        ))}
    </fieldset>
  );
}
