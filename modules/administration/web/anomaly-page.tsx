import { DetailDrawer } from '@songhua/ui/detail-drawer.tsx';
import { formatDate } from '@songhua/ui/format.ts';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { type AnomalyDetail, anomalyState } from '../contract.ts';
import { ReviewForm } from './review-form.tsx';
import './administration.css';

const said = (value: unknown): string => {
  if (Array.isArray(value)) return value.join(' ');
  return typeof value === 'number' ? String(Math.round(value * 1000) / 1000) : String(value);
};

/** One finding: the rule, what it rests on, the way to the entries, and what was said of it. */
export default function AnomalyPage() {
  const { t } = useTranslation('administration');
  const language = useLanguage();
  const { id = '' } = useParams();
  const detail = useApi<AnomalyDetail>(`/api/administration/anomalies/${encodeURIComponent(id)}`);
  return (
    <DetailDrawer
      title={detail.data ? t(`anomalies.kind.${detail.data.kind}`) : t('anomalies.title')}
      back="/administration/anomalies"
    >
      <Loaded query={detail} rows={8}>
        {(one) => (
          <>
            <p>{t(`anomalies.rule.${one.kind}`)}</p>
            <dl className="administration-terms">
              <dt>{t('audit.column.who')}</dt>
              <dd>{one.actorName ?? one.actorId}</dd>
              <dt>{t('anomalies.column.day')}</dt>
              <dd>{formatDate(one.day, language)}</dd>
              {Object.entries(one.evidence).map(([name, value]) => (
                <div key={name} className="administration-term">
                  <dt>{t(`anomalies.evidence.${name}`)}</dt>
                  <dd className="administration-id">{said(value)}</dd>
                </div>
              ))}
            </dl>
            <p>
              <Link to={`/administration/audit?actor=${encodeURIComponent(one.actorId)}&from=${one.day}&to=${one.day}`}>
                {t('anomalies.entries')}
              </Link>
            </p>
            <ReviewForm
              key={one.state}
              path={`/anomalies/${encodeURIComponent(one.id)}/review`}
              state={one.state}
              states={anomalyState.options}
              words="anomalies"
              notes={one.notes}
            />
          </>
        )}
      </Loaded>
    </DetailDrawer>
  );
}
