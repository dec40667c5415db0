import { useAddress, useArea, useAt, useKept } from '@songhua/ui/address.ts';
import { DetailDrawer } from '@songhua/ui/detail-drawer.tsx';
import { formatDate } from '@songhua/ui/format.ts';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { RuleDetail } from '../../contract.ts';
import { Quote } from '../quote.tsx';
import { RuleReadings } from './rule-readings.tsx';
import { RuleResults } from './rule-results.tsx';
import { Verdict } from './verdict.tsx';
import '../plan.css';

const pageSize = 50;

/** One rule over the list: what it asks of whom, who falls short and by which fact, each reading, and its sentence. */
export default function RulePage() {
  const { t } = useTranslation('plan');
  const language = useLanguage();
  const kept = useKept();
  const { id = '' } = useParams();
  const { get } = useAddress();
  const path = `/api/plan/rules/${encodeURIComponent(id)}`;
  const question = { area: useArea(), at: useAt(), plan: get('plan') };
  const shown = { status: get('result'), q: get('who'), offset: Number(get('from')) || 0, limit: pageSize };
  const detail = useApi<RuleDetail>(question.area ? path : null, { ...question, ...shown });
  const item = detail.data?.item;
  return (
    <DetailDrawer title={item?.summary[language] ?? t('rules.one')} back="/plan/rules">
      <Loaded query={detail} rows={12}>
        {(data) => (
          <>
            <p className="sh-row">
              <Verdict status={data.item.status} />
              <span className={`plan-severity-${data.item.severity}`}>{t(`severity.${data.item.severity}`)}</span>
              <span>{data.item.scope[language]}</span>
              {data.item.deadline && (
                <span className="sh-quiet">
                  {t(data.at > data.item.deadline.date ? 'rules.due-passed' : 'rules.due', {
                    date: formatDate(data.item.deadline.date, language),
                  })}
                </span>
              )}
            </p>
            {data.item.notes.map((note) => (
              <p key={note.en} className="sh-quiet">
                {note[language]}
              </p>
            ))}
            <RuleReadings item={data.item} />
            <RuleResults detail={data} question={question} shown={shown} />
            <section className="plan-section">
              <h2>{t('source.title')}</h2>
              <p>
                {data.item.source.document} · {data.item.source.section} ·{' '}
                {data.item.clauses.map((clause) => (
                  <Link key={clause} to={`/plan/clauses/${encodeURIComponent(clause)}${kept}`}>
                    {t('rules.clause', { id: clause })}
                  </Link>
                ))}
              </p>
              {data.item.source.quote ? (
                <Quote quote={data.item.source.quote} highlight={data.item.source.highlight} />
              ) : (
                <p className="sh-quiet">
                  {t('source.no-quote')} <Link to={`/plan/documents${kept}`}>{t('source.add')}</Link>
                </p>
              )}
            </section>
            <section className="plan-section">
              <h2>{t('rules.expression')}</h2>
              <pre className="plan-expression">{data.item.expression}</pre>
            </section>
          </>
        )}
      </Loaded>
    </DetailDrawer>
  );
}
