import {
  type Actor,
  reachOf,
  type ServedCall,
  type ServedPage,
  type ServedResource,
  type ServedSearch,
  type ServedType,
  type Tx,
} from '@songhua/kernel';
import { fulfils, searchedBy } from '../domain/fulfils.ts';
import { writePerson } from '../domain/write-person.ts';
import { countServed, findByIndex, findServed, walkSources } from '../store/served-people.ts';

const type = 'Person';

/** As many as an index finds are looked at in one go; of more, page by page. */
const mostFound = 2_000;
const step = 200;
/** A page looks at no more than these: it then says where the next one goes on. */
const mostWalked = 10_000;
/** Behind every id. */
const lastOfAll = '~';

/**
 * Backends that may read every Person: who is one person is said of everybody's registrations, so nobody is told who is kept from some of them.
 * People read the index on its pages.
 */
export function whosePeople(actor: Actor, letter: 'r' | 's'): 'everyone' | null {
  if (actor.kind !== 'client') return null;
  const { ways, aboveConsent } = reachOf(actor);
  const isAll = ways.some(
    (way) =>
      way.interactions.includes(letter) &&
      (way.types === '*' || way.types.includes(type)) &&
      way.whose === 'everyone' &&
      way.labels === '*' &&
      way.criteria === undefined &&
      (way.masked ?? []).length === 0 &&
      (aboveConsent ?? way.aboveConsent ?? false),
  );
  return isAll ? 'everyone' : null;
}

async function readPerson({ tx }: ServedCall, id: string): Promise<ServedResource | null> {
  const [found] = await findServed(tx, [id]);
  return found ? writePerson(found) : null;
}

interface Shown {
  /** Where a walk meets it. */
  readonly at: string;
  readonly resource: ServedResource;
}

const show = async (tx: Tx, people: readonly string[]): Promise<readonly Shown[]> =>
  (await findServed(tx, people)).map((one) => ({ at: one.at, resource: writePerson(one) }));

/** Those that an index finds, all at once; null where no condition leads to few enough. */
async function findFew(tx: Tx, { conditions }: ServedSearch): Promise<readonly Shown[] | null> {
  for (const condition of conditions) {
    const people = await findByIndex(tx, condition, mostFound);
    if (people) return show(tx, people);
  }
  return null;
}

interface Walked {
  readonly found: readonly Shown[];
  /** Where the walk stopped before its end. */
  readonly stopped?: string;
}

/** Goes on from a place until more are found than wanted, everybody has been met, or enough has been looked at. */
async function walk(tx: Tx, from: string, isDown: boolean, wanted: number, isAsked: (one: Shown) => boolean): Promise<Walked> {
  const found: Shown[] = [];
  let at = from;
  for (let looked = 0; looked < mostWalked; looked += step) {
    const met = await walkSources(tx, at, isDown, step);
    const places = new Set(met.map(({ at: place }) => place));
    const people = await show(tx, [...new Set(met.map(({ person }) => person))]);
    // A person is met at one of their registrations alone.
    const here = people.filter((one) => places.has(one.at));
    found.push(...inOrder(here, isDown).filter(isAsked));
    at = met.at(-1)?.at ?? at;
    if (met.length < step) return { found };
    if (found.length > wanted) break;
  }
  return { found, stopped: at };
}

const inOrder = (all: readonly Shown[], isDown: boolean): readonly Shown[] => (isDown ? all.toReversed() : all);

async function searchPeople({ tx }: ServedCall, asked: ServedSearch): Promise<ServedPage | null> {
  const { conditions, limit, after, countTo = 0, sort } = asked;
  if (after !== undefined && !/^[A-Za-z0-9.-]{1,64}$/.test(after)) return null;
  const isDown = sort?.descending === true;
  const isAsked = ({ resource }: Shown): boolean => conditions.every((condition) => fulfils(resource, condition));
  const few = await findFew(tx, asked);
  // A page of none asks how many there are.
  const isCount = limit === 0 && conditions.length > 0;
  const all = few && inOrder(few, isDown).filter(isAsked);
  const { found, stopped }: Walked = all
    ? { found: all.filter(({ at }) => after === undefined || (isDown ? at < after : at > after)) }
    : await walk(tx, after ?? (isDown ? lastOfAll : ''), isDown, isCount ? Number.POSITIVE_INFINITY : limit, isAsked);
  const page = found.slice(0, limit);
  const next = found.length > limit ? page.at(-1)?.at : stopped;
  const isCounted = stopped === undefined && after === undefined;
  const counted = conditions.length === 0 ? await countServed(tx, countTo + 1) : (all ?? (isCounted ? found : null))?.length;
  return {
    resources: page.map(({ resource }) => resource),
    // What neither an index finds nor this page holds whole is not counted.
    total: Math.min(counted ?? Number.POSITIVE_INFINITY, countTo + 1),
    ...(limit > 0 && next !== undefined && { next }),
  };
}

/** `/fhir/R4/Person`: who is one person, from membership; never written by anybody who asks. */
export const people: ServedType = {
  type,
  parameters: searchedBy,
  sorts: ['_id'],
  isRecord: true,
  whose: whosePeople,
  read: readPerson,
  search: searchPeople,
};
