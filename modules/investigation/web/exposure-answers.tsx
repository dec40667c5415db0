import { formatDate } from '@songhua/ui/format.ts';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { CaseAnswers } from '../contract.ts';
import { ChoiceEntry, DayEntry, EntryButton, TextEntry } from './entry-dialog.tsx';

type Draft = Record<string, string>;

/** What a case was exposed to, by the questions of its disease. */
export function ExposureAnswers({ base, mayWrite }: { readonly base: string; readonly mayWrite: boolean }) {
  const { t } = useTranslation('investigation');
  const language = useLanguage();
  const { data } = useApi<CaseAnswers>(`/api/investigation${base}/answers`);
  if (!data) return null;
  const said = (key: string, type: string): string => {
    const answer = data.answers[key];
    if (answer === undefined) return '—';
    return type === 'yes-no' ? t(`answer.${answer}`) : type === 'day' ? formatDate(answer, language) : answer;
  };
  return (
    <section aria-label={data.title[language]}>
      <h2>{data.title[language]}</h2>
      <dl className="iv-facts">
        {data.questions.map(({ key, type, title }) => (
          <div key={key}>
            <dt>{title[language]}</dt>
            <dd>{said(key, type)}</dd>
          </div>
        ))}
      </dl>
      {!data.verified && <p className="sh-quiet">{t('answer.source', { source: data.source[language] })}</p>}
      {mayWrite && (
        <EntryButton<Draft>
          title={t('answer.enter')}
          method="PATCH"
          path={`${base}/answers`}
          initial={data.answers}
          body={(draft) => ({
            version: data.version,
            answers: Object.fromEntries(Object.entries(draft).map(([key, value]) => [key, value?.trim() || null])),
          })}
        >
          {data.questions.map(({ key, type, title }) =>
            type === 'yes-no' ? (
              <ChoiceEntry
                key={key}
                name={key}
                label={title[language]}
                options={['yes', 'no', 'unknown'].map((value) => ({ value, label: t(`answer.${value}`) }))}
              />
            ) : type === 'day' ? (
              <DayEntry key={key} name={key} label={title[language]} />
            ) : (
              <TextEntry key={key} name={key} label={title[language]} most={300} />
            ),
          )}
        </EntryButton>
      )}
    </section>
  );
}
