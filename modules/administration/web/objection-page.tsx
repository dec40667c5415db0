import { DetailDrawer } from '@songhua/ui/detail-drawer.tsx';
import { formatTime } from '@songhua/ui/format.ts';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { type ObjectionDetail, objectionState } from '../contract.ts';
import { ReviewForm } from './review-form.tsx';
import './administration.css';

/** One objection: what was objected to and why, the entry itself, and the review. */
export default function ObjectionPage() {
  const { t } = useTranslation('administration');
  const language = useLanguage();
  const { id = '' } = useParams();
  const detail = useApi<ObjectionDetail>(`/api/administration/objections/${encodeURIComponent(id)}`);
  return (
    <DetailDrawer title={t('objections.one')} back="/administration/objections">
      <Loaded query={detail} rows={8}>
        {(one) => (
          <>
            <dl className="administration-terms">
              <dt>{t('objections.column.by')}</dt>
              <dd>{one.by}</dd>
              <dt>{t('objections.column.reason')}</dt>
              <dd>{one.reason}</dd>
              <dt>{t('objections.column.who')}</dt>
              <dd>{one.access?.actorName ?? one.access?.actorId ?? t('audit.gone')}</dd>
              <dt>{t('audit.column.at')}</dt>
              <dd>{one.access ? formatTime(one.access.at, language) : t('audit.gone')}</dd>
              <dt>{t('audit.column.what')}</dt>
              <dd className="administration-id">{one.access && `${one.access.method} ${one.access.path}`}</dd>
            </dl>
            {one.access && (
              <p>
                <Link to={`/administration/audit/${one.access.entry}`}>{t('objections.entry')}</Link>
              </p>
            )}
            <ReviewForm
              key={one.state}
              path={`/objections/${one.id}/review`}
              state={one.state}
              states={objectionState.options}
              words="objections"
              notes={one.notes}
            />
          </>
        )}
      </Loaded>
    </DetailDrawer>
  );
}
