import { lazy, Suspense } from 'react';
import type { ResidentRecord } from '../contract.ts';
import { growthOf } from './growth-option.ts';
import { RecordSkeleton } from './record-skeleton.tsx';

const GrowthView = lazy(() => import('./growth-view.tsx'));

interface GrowthProps {
  readonly record: ResidentRecord;
  readonly path: string;
  readonly fixed?: Readonly<Record<string, string>>;
}

/** A child's growth; of somebody grown up, or never measured, nothing. */
export function Growth({ record, ...where }: GrowthProps) {
  const growth = growthOf(record);
  if (growth.length === 0) return null;
  return (
    <Suspense fallback={<RecordSkeleton />}>
      <GrowthView {...where} growth={growth} birthDate={record.head.birthDate ?? ''} />
    </Suspense>
  );
}
