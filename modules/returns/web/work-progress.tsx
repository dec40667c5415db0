import { useText } from '@songhua/ui/text.ts';
import { Alert, Progress } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Work } from '../contract.ts';

/** How often is asked while work is going on, ms. */
const every = 700;

/** How far long work is, and why it came to nothing; asks anew as long as it goes on. */
export function WorkProgress({ work, refetch }: { readonly work: Work | null; readonly refetch: () => void }) {
  const { t } = useTranslation('returns');
  const text = useText();
  const goesOn = work !== null && work.endedAt === null;
  useEffect(() => {
    if (!goesOn) return;
    const timer = setInterval(refetch, every);
    return () => clearInterval(timer);
  }, [goesOn, refetch]);
  if (!work) return null;
  if (work.problem)
    return <Alert type="error" showIcon role="alert" title={t(`work.failed-${work.what}`)} description={text(work.problem)} />;
  if (!goesOn) return null;
  const label = `${t(`work.${work.what}`)} · ${t(`phase.${work.phase}`)}`;
  return (
    <div className="returns-progress" role="status">
      <span>
        {label} {work.total > 0 && `${work.done} / ${work.total}`}
      </span>
      <Progress percent={work.total > 0 ? Math.round((work.done / work.total) * 100) : 0} status="active" aria-label={label} />
    </div>
  );
}
