import { useKept } from '@songhua/ui/address.ts';
import { DetailDrawer } from '@songhua/ui/detail-drawer.tsx';
import { formatDate, formatTime } from '@songhua/ui/format.ts';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Alert } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import type { ModelDetail, ReviewDetail } from '../contract.ts';
import { LikelihoodMark } from './likelihood-mark.tsx';
import { ReviewDecision } from './review-decision.tsx';
import { ReviewGrid } from './review-grid.tsx';
import { ReviewOutlook } from './review-outlook.tsx';
import { sayName } from './say-person.ts';
import { ThresholdScale } from './threshold-scale.tsx';
import { useDecide } from './use-decide.tsx';
import { useDefer } from './use-defer.tsx';
import { useReviewQueue } from './use-review-queue.ts';
import './identity.css';

/** What a colleague, or the machine, has come to meanwhile. */
function Settled({ review }: { readonly review: ReviewDetail }) {
  const { t } = useTranslation('identity');
  const language = useLanguage();
  if (review.deferred) {
    const { by, at, until } = review.deferred;
    const said = t('defer.banner', { by: by.name, at: formatTime(at, language), day: formatDate(until, language) });
    return <Alert type="info" showIcon role="status" title={said} />;
  }
  if (review.state === 'open') return null;
  const said = t(`review.settled-${review.state}`, {
    by: review.by?.name ?? t('machine'),
    at: review.decided ? formatTime(review.decided, language) : '',
  });
  return <Alert type="info" showIcon role="status" title={said} description={review.reason ?? undefined} />;
}

/** One pair over the queue. After a decision the next one opens by itself. */
export default function ReviewPage() {
  const { t } = useTranslation('identity');
  const navigate = useNavigate();
  const { id = '' } = useParams();
  const kept = useKept(true);
  const detail = useApi<ReviewDetail>(`/api/identity/reviews/${encodeURIComponent(id)}`);
  const model = useApi<ModelDetail>('/api/identity/model').data;
  const { list } = useReviewQueue();
  const { decide, busy, error, clear } = useDecide();
  const aside = useDefer();
  const queue = list.data?.items;
  const open = useMemo(
    () => (other: string | undefined | null) => {
      if (!other) return null;
      return () => {
        clear();
        aside.clear();
        void navigate(`/identity/reviews/${other}${kept}`);
      };
    },
    [clear, aside.clear, kept, navigate],
  );
  const at = queue?.findIndex((one) => one.id === id) ?? -1;
  const next = queue?.[at + 1]?.id ?? detail.data?.next;
  const onNext = useMemo(() => open(next === id ? null : next), [open, next, id]);
  const onBack = useMemo(() => open(at > 0 ? queue?.[at - 1]?.id : null), [open, at, queue]);
  return (
    <DetailDrawer
      title={detail.data ? t('review.title', { name: sayName(t, detail.data.one.name) }) : t('reviews.title')}
      back="/identity/reviews"
    >
      <Loaded query={detail} rows={12}>
        {(review) => (
          <>
            <div className="sh-row identity-head">
              <LikelihoodMark review={review} explained />
              {review.vetoes.length > 0 && (
                <span>
                  {t('review.vetoes')}
                  {review.vetoes.map((one) => t(`veto.${one}`, { defaultValue: one })).join(t('list'))}
                </span>
              )}
            </div>
            {model && <ThresholdScale thresholds={model.thresholds} weight={review.weight} />}
            <Settled review={review} />
            {review.kind === 'drift' && review.state === 'open' && (
              <Alert
                type="warning"
                showIcon
                title={t('drift.banner', { side: t(review.drifted === review.one.patient ? 'review.one' : 'review.other') })}
              />
            )}
            <ReviewGrid review={review} />
            {review.state === 'open' && review.kind === 'pair' && <ReviewOutlook review={review} />}
            <ReviewDecision
              key={`${review.id} ${review.version}`}
              review={review}
              busy={busy || aside.busy}
              error={error ?? aside.error}
              onNext={onNext}
              onBack={onBack}
              onDefer={(until) =>
                void aside.defer(review, until).then((done) => {
                  if (!done) void detail.refetch();
                  else if (until !== null && next && next !== review.id) void navigate(`/identity/reviews/${next}${kept}`);
                })
              }
              onDecide={(outcome, reason) => {
                const said = t(review.kind === 'drift' ? `drift.done-${outcome}` : `decide.done-${outcome}`, {
                  one: sayName(t, review.one.name),
                  other: sayName(t, review.other.name),
                });
                const path = `/api/identity/reviews/${encodeURIComponent(review.id)}/decide`;
                const again = () => void navigate(`/identity/reviews/${review.id}${kept}`);
                void decide(path, { outcome, reason, version: review.version }, said, again).then((answer) => {
                  // Refused: most likely a colleague was faster, and what they came to is shown.
                  if (!answer) void detail.refetch();
                  else
                    void navigate(next && next !== review.id ? `/identity/reviews/${next}${kept}` : `/identity/reviews${kept}`);
                });
              }}
            />
            <p className="identity-links">
              <Link to={`/identity/people/${encodeURIComponent(review.one.patient)}`}>{t('review.person-one')}</Link>
              <Link to={`/identity/people/${encodeURIComponent(review.other.patient)}`}>{t('review.person-other')}</Link>
            </p>
          </>
        )}
      </Loaded>
    </DetailDrawer>
  );
}
