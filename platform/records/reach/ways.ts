import {
  type Actor,
  type Holder,
  type MaskedField,
  maskedFields,
  ok,
  type Reach,
  type Relation,
  type Result,
  reachOf,
  refuse,
  type Way,
} from '@songhua/kernel';
import { allLabels } from './labels-of.ts';
import { isOfPeople, type OfPeople } from './people.ts';

/** c create, r read, u update, d delete, s search: the letters of SMART App Launch 2.2. */
export type Letter = 'c' | 'r' | 'u' | 'd' | 's';

/** The letters that change nothing. */
export type Looking = 'r' | 's';

export const isLooking = (letter: Letter): letter is Looking => letter === 'r' || letter === 's';

/** Who asks, as far as the store is concerned. Absent where everything may be reached: then nothing is asked and nothing costs. */
export interface Reader {
  readonly reach: Reach;
  readonly now: Date;
}

/** Relations by number, as `records.stake` holds them. Never renumbered. */
export const relationNumber: Readonly<Record<Relation, number>> = {
  treating: 1,
  contracted: 2,
  responsible: 3,
  self: 4,
  proxy: 5,
  emergency: 6,
  opened: 7,
};

export const isAboveConsent = (reach: Reach, way: Way): boolean => reach.aboveConsent === true || way.aboveConsent === true;

/** No row of its types is kept from it, whatever is in it. */
const isOpen = ({ whose, labels, criteria }: Way): boolean => whose === 'everyone' && labels === '*' && criteria === undefined;

const isEverything = (reach: Reach): boolean =>
  reach.ways.some(
    (way) =>
      way.types === '*' &&
      isOpen(way) &&
      !way.masked?.length &&
      isAboveConsent(reach, way) &&
      [...'cruds'].every((letter) => way.interactions.includes(letter)),
  );

const readers = new WeakMap<Reach, boolean>();

/** How an actor reads and writes; undefined when nothing is kept from it. */
export function readerOf(actor: Actor, now: Date): Reader | undefined {
  const reach = reachOf(actor);
  const known = readers.get(reach) ?? isEverything(reach);
  readers.set(reach, known);
  return known ? undefined : { reach, now };
}

/** The ways that lead to resources of a type by a letter. */
export const waysTo = ({ ways }: Reach, type: string, letter: Letter): readonly Way[] =>
  ways.filter(({ types, interactions }) => interactions.includes(letter) && (types === '*' || types.includes(type)));

/** Whether all of a type that may be changed by a letter may be read as well: each way that leads to the one leads to the other. */
export const readsWhatItChanges = (reach: Reach, type: string, letter: Letter): boolean =>
  waysTo(reach, type, letter).every(({ interactions }) => interactions.includes('r'));

/** Whether one way leads to every resource of a type. */
export const leadsToAll = (reach: Reach, type: string, letter: Letter, people: OfPeople): boolean =>
  waysTo(reach, type, letter).some(
    (way) =>
      way.whose === 'everyone' &&
      way.criteria === undefined &&
      (way.labels === '*' || !people.sensitive) &&
      (isAboveConsent(reach, way) || !isOfPeople(people)),
  );

/** Whether two ways mask the same. */
const masksAlike = ({ masked: a = [] }: Way, { masked: b = [] }: Way): boolean =>
  a.every((field) => b.includes(field)) && b.every((field) => a.includes(field));

export const everyField = Object.keys(maskedFields) as readonly MaskedField[];

/**
 * What lists mask of every resource of a type that is reached by a letter; undefined when it depends on the resource, for some ways mask
 * what others do not. Everything where no way leads to any: nothing of it should stand in a list at all.
 */
export function maskedOfAll(reach: Reach, type: string, letter: Letter, people: OfPeople): readonly MaskedField[] | undefined {
  const ways = waysTo(reach, type, letter).filter(({ whose }) => whose === 'everyone' || isOfPeople(people));
  const [first, ...others] = ways;
  if (!first) return everyField;
  if (others.every((way) => masksAlike(way, first))) return first.masked ?? [];
  const whole = { ...reach, ways: ways.filter(({ masked = [] }) => masked.length === 0) };
  return leadsToAll(whole, type, letter, people) ? [] : undefined;
}

/** Labels that a way does not lead to. */
export const withheldBy = ({ labels }: Way) => (labels === '*' ? [] : allLabels.filter((label) => !labels.includes(label)));

/** Whose record it is stands for itself: oneself, whom one acts for, whose record one has opened. Nobody else needs a stake for these. */
const isPatient = ({ id }: Holder): boolean => id.startsWith('Patient/');

/** Ids of the patients that a way leads to by their own names. */
export const selvesOf = ({ whose }: Way): readonly string[] =>
  whose === 'everyone' ? [] : whose.filter(isPatient).map(({ id }) => id.slice('Patient/'.length));

/** Those of a way who must have a stake. */
export const holdersOf = ({ whose }: Way): readonly Holder[] =>
  whose === 'everyone' ? [] : whose.filter((holder) => !isPatient(holder));

/**
 * Whether the reader may do this with resources of a type at all. It depends on nothing that is stored. Type `*`: some type will do; of
 * an actor without limits nothing is asked.
 */
export function mayAsk(reader: Reader | undefined, type: string, letter: Letter): Result<null> {
  if (!reader) return ok(null);
  const some =
    type === '*'
      ? reader.reach.ways.some(({ interactions }) => interactions.includes(letter))
      : waysTo(reader.reach, type, letter).length > 0;
  return some ? ok(null) : refuse('records.scope-too-small', { type });
}

/**
 * Whether the actor may do this with a type as a whole (imports, indexing and how far it has come). A way must lead to everybody's, whatever
 * the permission of the route: that is the system's, from the console, and backends' of wide scopes. No role of a person has such a way.
 */
export function mayTouchAll(actor: Actor, type: string, letter: Letter): Result<null> {
  const reader = readerOf(actor, new Date(0));
  if (!reader) return ok(null);
  const all = reader.reach.ways.some(
    (way) => way.interactions.includes(letter) && (way.types === '*' || way.types.includes(type)) && isOpen(way),
  );
  return all ? ok(null) : refuse('records.scope-too-small', { type });
}
