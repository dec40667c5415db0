import { PageHead } from '@songhua/ui/page-head.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useMay } from '@songhua/ui/session.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { GradingRule, Plan, PlanList, RuleSets } from '../contract.ts';
import { PlanEdit } from './plan-edit.tsx';
import { sayMoment } from './when.ts';
import './emergency.css';

function PlanCard({ plan }: { readonly plan: PlanList['items'][number] }) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  const mayChange = useMay('emergency.command');
  const task = ({ id, title, department, hours, levels }: Plan['tasks'][number]) => (
    <li key={id}>
      {title[language]}
      <span className="em-under">
        {t(`department.${department}`)} · {t('plans.within', { hours })} · {levels.join(' ')}
      </span>
    </li>
  );
  return (
    <section className="em-section" aria-labelledby={`plan-${plan.id}`}>
      <h2 id={`plan-${plan.id}`}>{plan.title[language]}</h2>
      <p className="em-marks">
        <span className="sh-quiet">{t('plans.version', { version: plan.version, at: sayMoment(plan.at, language) })}</span>
        <StatusMark
          status={plan.reviewLate ? 'behind' : 'met'}
          said={t(plan.reviewLate ? 'plans.review-late' : 'plans.review', { at: sayMoment(plan.reviewDue, language) })}
        />
      </p>
      <p className="sh-quiet">{plan.source}</p>
      <p>{t('plans.kinds', { list: plan.kinds.map((kind) => t(`kind.${kind}`)).join(t('and')) })}</p>
      {mayChange && <PlanEdit plan={plan} />}
      <details>
        <summary>{t('plans.tasks', { count: plan.tasks.length })}</summary>
        <ul className="em-list">{plan.tasks.map(task)}</ul>
        <h3>{t('response.conditions')}</h3>
        <ul className="em-list">
          {plan.termination.map(({ id, title }) => (
            <li key={id}>{title[language]}</li>
          ))}
        </ul>
      </details>
    </section>
  );
}

/** A limit in words: the fact, how much of it, and how the source says it. */
function Conditions({ rule }: { readonly rule: GradingRule }) {
  const { t } = useTranslation('emergency');
  return (
    <>
      {rule.when.map((all) => (
        <span key={JSON.stringify(all)} className="em-under">
          {all
            .map((one) =>
              'atLeast' in one
                ? `${t(`fact.${one.fact}`)} ≥ ${one.atLeast}${one.wording ? ` (${one.wording})` : ''}`
                : t(`fact.${one.fact}`),
            )
            .join(` ${t('plus')} `)}
        </span>
      ))}
    </>
  );
}

function Rules() {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  const query = useApi<RuleSets>('/api/emergency/rules');
  return (
    <section className="em-section" aria-labelledby="em-rules">
      <h2 id="em-rules">{t('rules.title')}</h2>
      <Loaded query={query}>
        {({ current }) =>
          current === null ? (
            <p>{t('grading.no-rules')}</p>
          ) : (
            <>
              <p className="em-marks">
                <span>{current.edition[language]}</span>
                <StatusMark
                  status={current.verified ? 'met' : 'unknown'}
                  said={t(current.verified ? 'grading.verified' : 'grading.unverified')}
                  why={current.source}
                />
              </p>
              <ul className="em-list">
                {current.rules.map((rule) => (
                  <li key={rule.id}>
                    <strong>{t(`level.${rule.level}`)}</strong> {rule.summary[language]}
                    <Conditions rule={rule} />
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </Loaded>
    </section>
  );
}

/** The plan library with its gaps, and the grading rules in force. */
export default function PlansPage() {
  const { t } = useTranslation('emergency');
  const query = useApi<PlanList>('/api/emergency/plans');
  return (
    <>
      <PageHead title={t('plans.title')} lead={t('plans.lead')} />
      <Loaded query={query}>
        {({ items, gaps }) => (
          <>
            {gaps.length > 0 && (
              <ul className="em-list">
                {gaps.map(({ kind, levels }) => (
                  <li key={kind}>
                    <StatusMark status="behind" said={t('plans.gap', { kind: t(`kind.${kind}`), levels: levels.join(' ') })} />
                  </li>
                ))}
              </ul>
            )}
            <div className="em-cards">
              {items.map((plan) => (
                <PlanCard key={plan.id} plan={plan} />
              ))}
            </div>
          </>
        )}
      </Loaded>
      <Rules />
    </>
  );
}
