import { useTranslation } from 'react-i18next';
import type { EvidenceRow } from '../contract.ts';

/** Bits at which a bar is full: a thousand to one is two thirds of it. */
const full = 15;

/** How much a part of the evidence says, in words. */
const strengthOf = (weight: number): 'none' | 'weak' | 'fair' | 'strong' | 'decisive' => {
  const size = Math.abs(weight);
  if (size < 0.5) return 'none';
  if (size < 2.5) return 'weak';
  if (size < 6) return 'fair';
  return size < 11 ? 'strong' : 'decisive';
};

/** A bar from the middle: to the right for one person, to the left against. What it says stands beside it in words. */
export function EvidenceBar({ weight }: { readonly weight: number }) {
  const share = Math.min(1, Math.abs(weight) / full) * 50;
  return (
    <span className="identity-bar" aria-hidden="true">
      <span
        className={weight >= 0 ? 'identity-bar-for' : 'identity-bar-against'}
        style={{ width: `${share}%`, ...(weight >= 0 ? { left: '50%' } : { right: '50%' }) }}
      />
    </span>
  );
}

/** One field's part: how the two compare, whether the value is rare, and how much it says for or against. */
export function EvidenceCell({ evidence }: { readonly evidence: EvidenceRow | undefined }) {
  const { t } = useTranslation('identity');
  if (!evidence || evidence.level === null) return <span className="sh-quiet">{t('evidence.unknown')}</span>;
  const { field, level, weight, rarity } = evidence;
  const strength = strengthOf(weight);
  const rare = Math.abs(rarity) < 2 ? null : t(rarity > 0 ? 'evidence.rare' : 'evidence.common');
  const how = t(`level.${field}.${level}`, { defaultValue: t(`level.any.${level}`, { defaultValue: level }) });
  const side = strength === 'none' ? 'evidence.none' : weight > 0 ? `evidence.for-${strength}` : `evidence.against-${strength}`;
  return (
    <span className="identity-evidence" title={t('evidence.bits', { bits: weight.toFixed(1) })}>
      <EvidenceBar weight={weight} />
      <span>
        {[how, rare].filter(Boolean).join(t('list'))}{' '}
        <span className={strength === 'none' || weight > 0 ? 'identity-for' : 'identity-against'}>{t(side)}</span>
      </span>
    </span>
  );
}
