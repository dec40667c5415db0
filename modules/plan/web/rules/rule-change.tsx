import { type ApiProblem, address, request } from '@songhua/ui/api.ts';
import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChangeList } from '../../contract.ts';
import { useFactText } from './rule-facts.tsx';

interface RuleChangeProps {
  readonly rule: string;
  readonly subject: string;
  readonly question: Readonly<Record<string, string | undefined>>;
}

/** “What would make this rule pass?”: the smallest single changes, worked out when asked for. */
export function RuleChange({ rule, subject, question }: RuleChangeProps) {
  const { t } = useTranslation('plan');
  const language = useLanguage();
  const say = useFactText();
  const [asked, setAsked] = useState(false);
  const at = address(`/api/plan/rules/${encodeURIComponent(rule)}/changes`, { ...question, subject });
  const found = useQuery<ChangeList, ApiProblem>({
    queryKey: ['api', at, language],
    queryFn: ({ signal }) => request<ChangeList>(at, { language, signal }),
    enabled: asked,
  });
  if (!asked)
    return (
      <Button size="small" onClick={() => setAsked(true)}>
        {t('rules.what-if')}
      </Button>
    );
  if (found.error) return <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <span className="sh-quiet">{t('rules.what-if-busy')}</span>;
  if (found.data.items.length === 0) return <span className="sh-quiet">{t('rules.what-if-none')}</span>;
  return (
    <ul className="plan-facts" aria-live="polite">
      {found.data.items.map((one) => (
        <li key={`${one.of.zh} ${one.name.en} ${String(one.to)}`}>
          {one.of.zh !== found.data.subject.name.zh && `${one.of[language]} · `}
          {one.name[language]}: {say(one.from, one.unit)} → <strong>{say(one.to, one.unit)}</strong>
        </li>
      ))}
    </ul>
  );
}
