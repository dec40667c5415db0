import { useAddress, useAt, useKept } from '@songhua/ui/address.ts';
import { DetailDrawer } from '@songhua/ui/detail-drawer.tsx';
import { formatDate } from '@songhua/ui/format.ts';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { ClauseItem } from '../../contract.ts';
import { Quote } from '../quote.tsx';
import { ClauseMark } from './clause-mark.tsx';
import '../plan.css';

/** One clause over the list: our summary, what embodies it and how each part stands, its task, and its sentence. */
export default function ClausePage() {
  const { t } = useTranslation('plan');
  const language = useLanguage();
  const kept = useKept();
  const { id = '' } = useParams();
  const { get } = useAddress();
  const detail = useApi<ClauseItem>(`/api/plan/clauses/${encodeURIComponent(id)}`, { at: useAt(), plan: get('plan') });
  return (
    <DetailDrawer title={t('clauses.one', { id })} back="/plan/clauses">
      <Loaded query={detail} rows={8}>
        {(item) => (
          <>
            <p className="plan-summary">{item.summary[language]}</p>
            <p className="sh-row">
              <ClauseMark status={item.status} />
              <span>{t(`clause-type.${item.type}`)}</span>
              <span lang="zh-CN">
                {item.document} · {item.section}
              </span>
            </p>
            <section className="plan-section">
              <h2>{t('clauses.column.embodied')}</h2>
              <ul className="plan-embodied">
                {item.embodiedBy.map((one) => {
                  const said =
                    one.title?.[language] ?? t(one.kind === 'registry' ? `register.${one.ref}` : `function.${one.ref}`, one.ref);
                  return (
                    <li key={`${one.kind} ${one.ref}`}>
                      <ClauseMark status={one.status} /> <span className="sh-quiet">{t(`embodiment.${one.kind}`)}</span>{' '}
                      {one.path ? <Link to={one.path + kept}>{said}</Link> : said}
                    </li>
                  );
                })}
              </ul>
            </section>
            {item.task && (
              <p>
                {t('clauses.task', {
                  percent: item.task.percent,
                  due: item.task.due ? formatDate(item.task.due, language) : '—',
                })}
              </p>
            )}
            <section className="plan-section">
              <h2>{t('source.title')}</h2>
              {item.quote ? (
                <Quote quote={item.quote} highlight={item.highlight} />
              ) : (
                <p className="sh-quiet">
                  {t('source.no-quote')} <Link to={`/plan/documents${kept}`}>{t('source.add')}</Link>
                </p>
              )}
            </section>
          </>
        )}
      </Loaded>
    </DetailDrawer>
  );
}
