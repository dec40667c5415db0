import { request } from '@songhua/ui/api.ts';
import { formatTime } from '@songhua/ui/format.ts';
import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage, useText } from '@songhua/ui/text.ts';
import { useUndo } from '@songhua/ui/use-undo.tsx';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { OwnConsents } from '../contract.ts';

type Rule = OwnConsents['rules'][number];

const at = (id: string): string => `/fhir/R4/Consent/${encodeURIComponent(id)}`;

/** The rules somebody set for their record: those in force, each with its end, and behind them those that are over. */
export function ConsentRules({
  rules,
  mayChange,
  onAdd,
}: {
  readonly rules: readonly Rule[];
  readonly mayChange: boolean;
  readonly onAdd: () => void;
}) {
  const { t } = useTranslation('privacy');
  const language = useLanguage();
  const text = useText();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const { pending, start } = useUndo();
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: ['api'] });
  // Only as it was shown: nobody puts into force what they did not read.
  const turn = async (rule: Rule, status: 'active' | 'inactive'): Promise<void> => {
    const consent = await request<object>(at(rule.id), { language });
    await request(at(rule.id), { method: 'PUT', body: { ...consent, status }, ifMatch: rule.version, language });
  };
  const end = (rule: Rule): void => start(rule.id, t('mine.ended'), () => turn(rule, 'inactive').finally(refresh));
  const resume = useMutation({
    mutationFn: (rule: Rule) => turn(rule, 'active'),
    onSuccess: () => void message.success(t('mine.resumed')),
    onSettled: refresh,
  });
  const stateOf = (rule: Rule) => {
    if (rule.status !== 'active') return <StatusMark status="none" said={t('mine.state.ended')} />;
    return rule.binds ? (
      <StatusMark status="met" said={t('mine.state.binds')} />
    ) : (
      <StatusMark status="unknown" said={t('mine.state.idle')} />
    );
  };
  const item = (rule: Rule) => (
    <li key={rule.id} aria-busy={pending.includes(rule.id)} className={pending.includes(rule.id) ? 'privacy-leaving' : undefined}>
      <div>
        {stateOf(rule)}
        {rule.says.length === 0 && <p>{t('mine.forbids-nothing')}</p>}
        {rule.says.map((one) => (
          <p key={one.en}>{text(one)}</p>
        ))}
        <p className="sh-quiet">{t('mine.written', { time: formatTime(rule.written, language) })}</p>
      </div>
      {mayChange &&
        (rule.status === 'active' ? (
          <Button
            size="small"
            disabled={pending.includes(rule.id)}
            aria-label={t('mine.end-named', { rule: rule.says[0] ? text(rule.says[0]) : rule.id })}
            onClick={() => end(rule)}
          >
            {t('mine.end')}
          </Button>
        ) : (
          <Button
            size="small"
            loading={resume.isPending}
            aria-label={t('mine.resume-named', { rule: rule.says[0] ? text(rule.says[0]) : rule.id })}
            onClick={() => resume.mutate(rule)}
          >
            {t('mine.resume')}
          </Button>
        ))}
    </li>
  );
  const [standing, over] = [rules.filter(({ status }) => status === 'active'), rules.filter(({ status }) => status !== 'active')];
  return (
    <section aria-labelledby="own-rules">
      <h2 id="own-rules">{t('mine.rules')}</h2>
      {resume.error !== null && <ProblemNotice error={resume.error} />}
      {standing.length === 0 ? (
        <p className="sh-quiet">
          {t('mine.no-rules')}{' '}
          {mayChange && (
            <Button type="link" size="small" onClick={onAdd}>
              {t('mine.add')}
            </Button>
          )}
        </p>
      ) : (
        <ul className="privacy-rules">{standing.map(item)}</ul>
      )}
      {over.length > 0 && (
        <details>
          <summary>{t('mine.over', { count: over.length })}</summary>
          <ul className="privacy-rules">{over.map(item)}</ul>
        </details>
      )}
    </section>
  );
}
