import { checkAreaSums } from './check-area-sums.ts';
import { checkBands } from './check-bands.ts';
import { checkDeadlines } from './check-deadlines.ts';
import { checkInclusions } from './check-inclusions.ts';
import { checkPartitions } from './check-partitions.ts';
import { checkPrintedRates } from './check-printed-rates.ts';
import { checkReach } from './check-reach.ts';
import { checkStandards } from './check-standards.ts';
import { checkTargets } from './check-targets.ts';
import { findOutliers } from './find-outliers.ts';
import type { ConsistencyInput, Finding } from './finding.ts';

/** What the plan's data states and no arithmetic finds. */
const statedNotes = ({ claims }: ConsistencyInput): Finding[] =>
  claims.notes.map(({ id, kind, severity, clauses, summary }) => ({
    id: `${kind}:${id}`,
    kind,
    severity,
    clauses,
    summary,
    arithmetic: '',
    basis: 'stated',
  }));

/**
 * Where a plan contradicts itself, leaves something open or cannot be checked. Works on any plan: every finding is
 * computed from its figures and from what its `consistency.yaml` claims about them, save the notes stated there, which
 * say so. In a fixed order; ids stay the same from run to run. A consistent plan gives none.
 */
export const findInconsistencies = (input: ConsistencyInput): Finding[] => [
  ...checkPrintedRates(input),
  ...checkAreaSums(input),
  ...checkPartitions(input),
  ...checkInclusions(input),
  ...checkTargets(input),
  ...checkStandards(input),
  ...checkBands(input),
  ...checkDeadlines(input),
  ...findOutliers(input),
  ...checkReach(input),
  ...statedNotes(input),
];
