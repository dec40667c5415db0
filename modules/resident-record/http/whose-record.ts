import { type Actor, ok, type Reach, type Result, reachOf, refuse, type Way } from '@songhua/kernel';
import type { z } from 'zod';
import type { mine } from '../contract.ts';
import { fullNameOf } from '../domain/describe-person.ts';
import type { Patient } from '../domain/fhir.ts';
import { type Asking, readRegistrations } from '../store/gather-record.ts';

/** A person whom somebody may be shown, and in whose name their record is read. */
export interface Whose {
  readonly asking: Asking;
  /** Registrations that are reached, the one asked for first. */
  readonly patients: readonly Patient[];
}

/** Somebody's record, as whoever asks reaches it; what is not reached is answered as what is not there. */
export async function whoseRecord(asking: Asking, patient: string): Promise<Result<Whose>> {
  const patients = await readRegistrations(asking, patient);
  return patients.length > 0 ? ok({ asking, patients }) : refuse('resident-record.unknown-person', { id: patient });
}

const own = new Set(['self', 'proxy']);

/** Ids of the people whose record is somebody's own, or of whom they act for. */
const ownIn = ({ ways }: Reach): ReadonlyMap<string, 'self' | 'proxy'> => {
  const found = new Map<string, 'self' | 'proxy'>();
  for (const { whose } of ways)
    for (const { relation, id } of whose === 'everyone' ? [] : whose)
      if (own.has(relation) && !(found.get(id) === 'self')) found.set(id, relation as 'self' | 'proxy');
  return new Map([...found].map(([id, relation]) => [id.slice('Patient/'.length), relation]));
};

/** Somebody as themselves alone: what they see at work is none of their own record. */
const asThemselves = (actor: Actor): Actor => {
  const reach = reachOf(actor);
  const ways = reach.ways.flatMap((way): Way[] => {
    if (way.whose === 'everyone') return [way];
    const holders = way.whose.filter(({ relation }) => own.has(relation));
    return holders.length > 0 ? [{ ...way, whose: holders }] : [];
  });
  return { ...actor, reach: { ...reach, ways } };
};

type People = z.output<typeof mine>['people'];

export interface OwnRecords {
  readonly people: People;
  /** Whose was asked for; null: there is nobody. */
  readonly whose: Whose | null;
}

/** The records that are somebody's own or of whom they act for, and the one that was asked for; the first unless said. */
export async function ownRecord(asking: Asking, asked: string | undefined): Promise<Result<OwnRecords>> {
  const mineOnly: Asking = { ...asking, actor: asThemselves(asking.actor) };
  const relations = ownIn(reachOf(asking.actor));
  const people: People = [];
  const taken = new Set<string>();
  let whose: Whose | null = null;
  for (const [id, relation] of [...relations].toSorted(([a, one], [b, other]) =>
    one === other ? (a < b ? -1 : 1) : one === 'self' ? -1 : 1,
  )) {
    if (taken.has(id)) continue;
    const patients = await readRegistrations(mineOnly, id);
    if (patients.length === 0) continue;
    // Several registrations of one person are one record.
    for (const one of patients) taken.add(one.id);
    people.push({ patient: id, name: patients.map(fullNameOf).find((name) => name !== '') ?? '', relation });
    const isAsked = asked === undefined ? whose === null : patients.some((one) => one.id === asked);
    if (isAsked) whose = { asking: mineOnly, patients };
  }
  if (asked !== undefined && whose === null) return refuse('resident-record.not-your-record');
  return ok({ people, whose });
}

/** As `ownRecord`, for an answer that needs somebody. */
export async function ownWhose(asking: Asking, asked: string | undefined): Promise<Result<Whose>> {
  const found = await ownRecord(asking, asked);
  if (!found.ok) return found;
  return found.value.whose ? ok(found.value.whose) : refuse('resident-record.no-record');
}
