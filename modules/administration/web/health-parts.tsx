import type { HealthPart } from '@songhua/health/contract.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatHealthFigure, healthOrder, healthShapes } from './health-words.ts';

/** Where on the other pages of the house one sees to a part. */
const seenTo: Partial<Record<HealthPart['part'], string>> = {
  outbox: '/administration/events',
  audit: '/administration/audit',
  keys: '/administration/clients',
  'sign-in': '/administration/audit?event=sign-in-failed',
};

/** What somebody should do, worst first; one line when there is nothing. */
export function HealthTodo({ parts }: { readonly parts: readonly HealthPart[] }) {
  const { t } = useTranslation('administration');
  const language = useLanguage();
  const open = parts.filter(({ state }) => state !== 'good');
  const sorted = open.toSorted((a, b) => healthOrder.indexOf(a.state) - healthOrder.indexOf(b.state));
  if (sorted.length === 0) return <p className="administration-health-fine">{t('health.nothing')}</p>;
  return (
    <ul className="administration-health-todo" aria-label={t('health.todo')}>
      {sorted.map(({ part, state, says, todo, guide }) => (
        <li key={part}>
          <StatusMark status={healthShapes[state]} said={t(`health.state.${state}`)} />
          <div>
            <strong>{t(`health.part.${part}`)}</strong> {says[language]}
            {todo && (
              <p>
                {todo[language]} <span className="sh-quiet">{t('health.guide', { section: t(`health.section.${guide}`) })}</span>{' '}
                {seenTo[part] && <Link to={seenTo[part]}>{t('health.see')}</Link>}
              </p>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Every part with its state, the sentence that tells it and its figures. */
export function HealthParts({ parts }: { readonly parts: readonly HealthPart[] }) {
  const { t } = useTranslation('administration');
  const language = useLanguage();
  return (
    <div className="administration-health-parts">
      {parts.map(({ part, state, says, figures }) => (
        <section key={part} aria-labelledby={`health-${part}`}>
          <h3 id={`health-${part}`}>
            {t(`health.part.${part}`)}
            <StatusMark status={healthShapes[state]} said={t(`health.state.${state}`)} />
          </h3>
          <p className="sh-quiet">{says[language]}</p>
          <dl>
            {figures.map((figure) => (
              <div key={figure.title.en}>
                <dt>{figure.title[language]}</dt>
                <dd>{formatHealthFigure(figure, language)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
