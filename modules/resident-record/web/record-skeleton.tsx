import { Skeleton } from 'antd';

/** Grey shapes where the head line and the sections are about to stand. */
export const RecordSkeleton = ({ label }: { readonly label?: string }) => (
  <div role="status" {...(label && { 'aria-label': label })} aria-busy="true" className="record-skeleton">
    <Skeleton active paragraph={{ rows: 2 }} />
    <div className="record-overview">
      <Skeleton active paragraph={{ rows: 7 }} />
      <Skeleton active paragraph={{ rows: 7 }} />
    </div>
  </div>
);
