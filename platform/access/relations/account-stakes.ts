import type { StoredResource } from '@songhua/kernel';
import type { Stake } from '@songhua/records';
import type { KnownStake } from '@songhua/records/store/list-stakes.ts';
import { accountDays, plusDays } from './account-days.ts';
import { decideStakes } from './decide-stakes.ts';
import { idOf, referenceOf } from './read-element.ts';

/**
 * What an account wrote and a relation of its institution follows from:
 *
 *   alone --a second person of the house, or a system--> confirmed
 *   known (the house stood in a relation that a system had told)
 *   confirmed --a second person of the house voids it--> alone
 *
 * What is void (cancelled, entered in error) confirms nothing and is confirmed by nobody. When an institution's or the registry's system writes the resource itself, it is an account's no more.
 */
export interface Opening {
  /** The resource, `Encounter/7`. */
  readonly source: string;
  /** Id of the Patient. */
  readonly patient: string;
  readonly institution: string;
  /** Who opened it. */
  readonly account: string;
  /** When it was opened: all its days count from here, however often it is written again. */
  readonly at: Date;
  /** The house stood in no relation to the person but by accounts. */
  readonly alone: boolean;
  /** Account or client that confirmed it. */
  readonly confirmedBy: string | null;
  /** What it makes once confirmed; null when it makes none (cancelled, a registration). */
  readonly relation: 'treating' | 'contracted' | null;
  readonly since: Date | null;
  /** Exclusive. */
  readonly until: Date | null;
}

const latest = (a: Date, b: Date): Date => (a > b ? a : b);
const soonest = (a: Date, b: Date): Date => (a < b ? a : b);

/** Id of the person whom it is about; undefined of what names nobody of this store. */
export function patientIn(resource: StoredResource): string | undefined {
  if (resource.resourceType === 'Patient') return resource.id;
  const patient = referenceOf(resource[resource.resourceType === 'EpisodeOfCare' ? 'patient' : 'subject'], 'Patient');
  return patient && idOf(patient);
}

/** What an opening makes by its content: of its institution alone, not before it was opened, and never longer than an account's days from then. */
export function boundsOf(
  resource: StoredResource,
  { institution, at }: Pick<Opening, 'institution' | 'at'>,
): Pick<Opening, 'relation' | 'since' | 'until'> {
  const none = { relation: null, since: null, until: null };
  if (resource.resourceType === 'Patient') return none;
  const said = decideStakes({ ...resource, meta: { ...resource.meta, lastUpdated: at.toISOString() } }, accountDays);
  const [first, ...more] = said.filter(({ holder }) => holder === institution);
  if (!first || (first.relation !== 'treating' && first.relation !== 'contracted')) return none;
  const last = plusDays(at, first.relation === 'contracted' ? accountDays.contract : accountDays.unclosed + accountDays.after);
  const ends = [first, ...more].map(({ until }) => until ?? last);
  const since = latest(first.since ?? at, at);
  const until = soonest(ends.reduce(latest), last);
  return since < until ? { relation: first.relation, since, until } : none;
}

/** The stakes of an opening: as long as it is alone, one that leads to little and ends soon. */
export function stakesOfOpening(opening: Opening): readonly Stake[] {
  const { patient, institution, relation, since, until, at } = opening;
  if (relation === null || !since || !until) return [];
  if (!opening.alone || opening.confirmedBy !== null) return [{ patient, relation, holder: institution, since, until }];
  const soon = soonest(until, plusDays(at, accountDays.unconfirmed));
  return since < soon ? [{ patient, relation: 'opened', holder: institution, since, until: soon }] : [];
}

/** Whether it says something now: a visit or a contract that is not void, a registration. */
export const stands = ({ source, relation }: Pick<Opening, 'source' | 'relation'>): boolean =>
  relation !== null || source.startsWith('Patient/');

/**
 * Who has confirmed an opening once this account has written its resource again: a second person who leaves it standing. One who voids it takes
 * back what was confirmed, so that whoever opened it cannot revive it with a colleague's word.
 */
export function confirmedAfter(known: Opening, { relation }: Pick<Opening, 'relation'>, writer: string): string | null {
  if (known.account === writer) return known.confirmedBy;
  if (!stands({ source: known.source, relation })) return null;
  return known.confirmedBy ?? (known.alone ? writer : null);
}

const isArea = ({ holder }: Pick<Stake, 'holder'>): boolean => holder.startsWith('area/');

/**
 * Where an address lies that an account wrote: for a while from this moment, and longer once a system writes it. What an account says of where
 * a Patient lives counts for that one alone, whoever else is the same person: or to register somebody's data would open their record.
 */
const areasFor = (patient: StoredResource, at: Date): readonly Stake[] =>
  decideStakes(patient)
    .filter(isArea)
    .flatMap(({ since: said, until: end, ...rest }): Stake[] => {
      const since = latest(said ?? at, at);
      const last = plusDays(at, accountDays.unconfirmed);
      const until = soonest(end ?? last, last);
      return since < until ? [{ ...rest, since, until, alone: true }] : [];
    });

/** The stakes of a person whom an account registered: where they live and the house, for a while and in this registration alone. */
export const stakesOfRegistration = (patient: StoredResource, { institution, at }: Opening): readonly Stake[] => [
  ...areasFor(patient, at),
  {
    patient: patient.id,
    relation: 'opened',
    holder: institution,
    since: at,
    until: plusDays(at, accountDays.unconfirmed),
    alone: true,
  },
];

const asItStands = ({ patient, relation, holder, since, until, alone }: KnownStake): Stake[] =>
  relation === 'self'
    ? []
    : [{ patient, relation, holder, ...(since && { since }), ...(until && { until }), ...(alone && { alone }) }];

/**
 * The stakes of what a system wrote and an account has changed: none that was not there, and none longer. Where somebody lives is put right:
 * an area that is new counts for a while from the moment of writing, those that were there stay as they are until a system writes, so that an
 * account neither takes a person from their area nor, by writing again, keeps them in another.
 */
export function keptStakes(resource: StoredResource, known: readonly KnownStake[]): readonly Stake[] {
  const areas = known.filter(isArea);
  const added = areasFor(resource, new Date(resource.meta.lastUpdated));
  const stakes = decideStakes(resource).flatMap((stake): Stake[] => {
    if (isArea(stake)) return [];
    const stood = known.find(({ relation, holder }) => relation === stake.relation && holder === stake.holder);
    if (!stood) return [];
    const since = stake.since && stood.since ? latest(stake.since, stood.since) : (stake.since ?? stood.since);
    const until = stake.until && stood.until ? soonest(stake.until, stood.until) : (stake.until ?? stood.until);
    if (since && until && since >= until) return [];
    const { patient, relation, holder } = stake;
    return asItStands({
      patient,
      relation,
      holder,
      source: stood.source,
      since: since ?? null,
      until: until ?? null,
      alone: stood.alone,
    });
  });
  return [...stakes, ...areas.flatMap(asItStands), ...added.filter(({ holder }) => !areas.some((one) => one.holder === holder))];
}

/** Whether a system has told that the house stands in a relation to the person now; `own` are the openings of the house. */
export function isKnownToHouse(
  institution: string,
  known: readonly KnownStake[],
  own: readonly Pick<Opening, 'source' | 'confirmedBy'>[],
  now: Date,
): boolean {
  const ofAccounts = new Set(own.flatMap(({ source, confirmedBy }) => (confirmedBy === null ? [source] : [])));
  return known.some(
    ({ holder, relation, source, since, until }) =>
      holder === institution &&
      relation !== 'opened' &&
      !ofAccounts.has(source) &&
      (since === null || since <= now) &&
      (until === null || until > now),
  );
}

/** Whether an opening still says something by which another person's can be confirmed. */
export const isFresh = ({ at }: Pick<Opening, 'at'>, now: Date): boolean => plusDays(at, accountDays.unconfirmed) > now;
