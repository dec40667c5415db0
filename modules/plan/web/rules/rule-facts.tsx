import { EvidenceMark } from '@songhua/ui/evidence-mark.tsx';
import { formatDate, formatNumber } from '@songhua/ui/format.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { RuleResult } from '../../contract.ts';

type Used = RuleResult['facts'][number];

/** A fact's value in words: yes and no are said, a number has its unit. */
export function useFactText() {
  const { t } = useTranslation('plan');
  const language = useLanguage();
  return (value: Used['value'], unit: Used['unit']): string => {
    if (value === null) return '—';
    if (typeof value === 'boolean') return t(value ? 'rules.yes' : 'rules.no');
    const said = typeof value === 'number' ? formatNumber(value, Number.isInteger(value) ? 0 : 2, language) : value;
    return unit ? `${said} ${unit[language]}` : said;
  };
}

interface RuleFactsProps {
  readonly facts: readonly Used[];
  /** What the whole result rests on: said once, beside it. */
  readonly evidence: RuleResult['evidence'];
}

/** The facts that decided one result; what a fact rests on is said where it is other than the whole. */
export function RuleFacts({ facts, evidence }: RuleFactsProps) {
  const language = useLanguage();
  const say = useFactText();
  if (facts.length === 0) return <span className="sh-quiet">—</span>;
  return (
    <ul className="plan-facts">
      {facts.map((fact) => (
        <li key={fact.name.en}>
          <span className="sh-quiet">{fact.name[language]}</span> {say(fact.value, fact.unit)}{' '}
          {fact.evidence !== evidence && (
            <EvidenceMark evidence={fact.evidence} {...(fact.asOf && { note: formatDate(fact.asOf, language) })} />
          )}
        </li>
      ))}
    </ul>
  );
}
