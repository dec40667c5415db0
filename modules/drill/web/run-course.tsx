import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { Run } from '../contract.ts';
import { sayHours } from './say-hours.ts';

interface Line {
  readonly key: string;
  readonly hours: number;
  readonly head: string;
  readonly body: string;
  readonly inject: boolean;
}

/** What came in and what was done, the newest first: an inject is read here by those who play. */
export function RunCourse({ run }: { readonly run: Run }) {
  const { t } = useTranslation('drill');
  const language = useLanguage();
  const injects = run.played.flatMap(({ inject, hours }): Line[] => {
    const one = run.script.injects.find(({ id }) => id === inject);
    if (!one) return [];
    const body =
      one.kind === 'message'
        ? `${one.from[language]}${t('colon')}${one.body[language]}`
        : one.kind === 'signal'
          ? [one.place?.[language], one.said[language]].filter(Boolean).join(t('colon'))
          : t('inject.visits', { count: one.people, complaint: one.complaint, diagnosis: one.diagnosis.display });
    return [{ key: inject, hours, head: one.title[language], body, inject: true }];
  });
  const done = run.happened.map(
    ({ n, milestone, hours, by, said }): Line => ({
      ...{ key: String(n), hours, inject: false, head: t(`milestone.${milestone}`) },
      body: [by ?? t('system'), said?.[language]].filter(Boolean).join(' · '),
    }),
  );
  const lines = [...injects, ...done].sort((a, b) => b.hours - a.hours);
  const waiting = run.script.injects.length - run.played.length;
  return (
    <section aria-labelledby="dr-course">
      <h2 id="dr-course">{t('course.title')}</h2>
      {run.state !== 'ended' && waiting > 0 && <p className="sh-quiet">{t('course.waiting', { count: waiting })}</p>}
      {lines.length === 0 && <p className="sh-quiet">{t('course.none')}</p>}
      <ol className="dr-list" reversed aria-live="polite">
        {lines.map(({ key, hours, head, body, inject }) => (
          <li key={key} className={inject ? 'dr-next' : undefined}>
            <span className="dr-clock">{sayHours(hours)}</span> {inject && <strong>{t('inject.one')}</strong>} {head}
            <span className="dr-under">{body}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
