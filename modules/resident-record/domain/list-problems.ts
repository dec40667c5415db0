import type { Problem, Source } from '../contract.ts';
import { type Condition, codedOf, isCoded, isVoid } from './fhir.ts';
import { isIcd, neverLapses } from './health-codes.ts';
import { conceptKeys, houseOf } from './key-concepts.ts';
import type { SourceOf } from './name-source.ts';
import { byLatest, earliest, latest, momentOf } from './order-dates.ts';

const pastStates = ['resolved', 'inactive', 'remission'];
const unsure = ['unconfirmed', 'provisional', 'differential'];
/** What a visit alone says of somebody holds this long as a problem of today, days: an acute illness is over by then. */
const visitDays = 90;

const isUnsure = ({ verificationStatus }: Condition): boolean => unsure.some((code) => isCoded([verificationStatus ?? {}], code));

/** Whether one telling of it says that it is still there. */
function isActive(condition: Condition, at: string | null, now: number): boolean {
  if (condition.abatementDateTime !== undefined) return false;
  if (pastStates.some((code) => isCoded([condition.clinicalStatus ?? {}], code))) return false;
  const ofVisit = isCoded(condition.category, 'encounter-diagnosis') && !isCoded(condition.category, 'problem-list-item');
  if (!ofVisit || (!isUnsure(condition) && isIcd(codedOf(condition.code), neverLapses))) return true;
  const since = momentOf(at);
  return since === null || now - since < visitDays * 86_400_000;
}

interface Told {
  readonly condition: Condition;
  readonly source: Source;
  /** When it was said, which may be long after it began. */
  readonly at: string | null;
}

/**
 * The problem list: one entry a code however many institutions told it. What the latest telling of it on a problem list says holds, active or
 * past; of what only visits tell, the latest visit, for 90 days, of confirmed diseases that do not heal for good. Active ones first, then the latest.
 */
export function listProblems(conditions: readonly Condition[], sourceOf: SourceOf, now: Date): Problem[] {
  const groups = new Map<string, Told[]>();
  const standing = conditions
    .filter((one) => !isVoid(one))
    .map((condition) => {
      const source = sourceOf(condition);
      return { condition, source, concept: condition.code, house: houseOf(source) };
    });
  const keyOf = conceptKeys(standing);
  for (const { condition, source, ...named } of standing) {
    const key = keyOf(named);
    if (key === '') continue;
    const group = groups.get(key) ?? [];
    group.push({ condition, source, at: condition.recordedDate ?? source.at });
    groups.set(key, group);
  }
  const problems = [...groups].map(([key, told]): Problem => {
    const inOrder = told.toSorted((a, b) => byLatest(a.at, b.at));
    const listed = inOrder.filter(({ condition }) => isCoded(condition.category, 'problem-list-item'));
    const said = listed.length > 0 ? listed : inOrder;
    // An institution that still lists it says more than one that never closed it: the latest word of each counts, the last of them decides.
    const last = said[0];
    const active = last !== undefined && isActive(last.condition, last.at, now.getTime());
    return {
      key,
      ...codedOf(inOrder[0]?.condition.code),
      state: active ? 'active' : 'past',
      unconfirmed: inOrder.every(({ condition }) => isUnsure(condition)),
      first: earliest(told.map(({ source }) => source.at)),
      last: latest(told.map(({ at }) => at)),
      isNew: told.some(({ source }) => source.isNew),
      sources: inOrder.map(({ source }) => source),
    };
  });
  return problems.toSorted((a, b) => Number(a.state === 'past') - Number(b.state === 'past') || byLatest(a.last, b.last));
}
