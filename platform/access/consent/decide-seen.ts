import { labels, type Relation, relations, roles, type Text } from '@songhua/kernel';
import type { Denial } from '@songhua/records';
import { policies as ours, type Policy } from '../policy/policies.ts';
import { resourceGroups } from '../policy/resource-groups.ts';
import { listEn, listZh } from '../policy/say-list.ts';

/** How much of what their policies give somebody sees. */
type Extent = 'all' | 'part' | 'none';

export interface Held {
  readonly relation: Relation;
  /** `Organization/…`, `Practitioner/…`, `area/…`. */
  readonly holder: string;
  readonly since: Date | null;
  /** Exclusive; null: without a bound. */
  readonly until: Date | null;
}

interface SeenBy {
  readonly relation: Relation;
  readonly title: Text;
  readonly holders: readonly { readonly id: string; readonly until: Date | null; readonly sees: Extent }[];
  /** Professionals in person. */
  readonly people: number;
  readonly says: readonly Text[];
}

/** Relations in which others see a record, nearest first. */
const ofOthers: readonly Relation[] = ['contracted', 'treating', 'opened', 'responsible'];

const by = (policies: readonly Policy[], relation: Relation): readonly Policy[] =>
  policies.filter(({ by: led, interactions }) => typeof led !== 'string' && led.includes(relation) && interactions.includes('r'));

/** Whether it holds at this moment. */
export const isNow = ({ since, until }: { readonly since?: Date | null; readonly until?: Date | null }, now: Date): boolean =>
  (!since || since <= now) && (!until || until > now);

/** Whether a prohibition is about whoever acts for this holder. Of an area nobody can tell for which institution its people act. */
const isAbout = ({ institution, spared = [] }: Denial, holder: string): boolean =>
  institution === undefined ? !spared.includes(holder) : institution === holder;

/** How much of what policies lead to is left to a holder by what is forbidden at this moment. */
export function extentOf(
  { relation, holder, denials, now }: { relation: Relation; holder: string; denials: readonly Denial[]; now: Date },
  policies: readonly Policy[] = ours,
): Extent {
  const against = denials.filter((one) => isNow(one, now) && isAbout(one, holder));
  // What is forbidden of sensitive records alone leaves the rest, and takes nothing from whom no policy leads to them.
  const left = (type: string, { purpose, labels: led }: Policy): Extent => {
    const about = against.filter((one) => (one.type ?? type) === type && (one.purpose ?? purpose) === purpose);
    if (about.some(({ label }) => label === undefined)) return 'none';
    return about.some(({ label }) => label !== undefined && (led === '*' || led.includes(label))) ? 'part' : 'all';
  };
  const given = new Set(
    by(policies, relation).flatMap((policy) =>
      policy.groups.flatMap((group) => resourceGroups[group].types.map((type) => left(type, policy))),
    ),
  );
  const [only] = given;
  return given.size > 1 ? 'part' : (only ?? 'all');
}

/** Of two ends the later; null is none at all. */
const later = (one: Date | null, other: Date | null): Date | null =>
  one === null || other === null ? null : one > other ? one : other;

/** What a role sees by a relation, in a sentence. */
function sayRole(role: Policy['roles'][number], held: readonly Policy[]): Text {
  const groups = [...new Set(held.flatMap((policy) => policy.groups))].map((group) => resourceGroups[group].title);
  const all = held.some((policy) => policy.labels === '*');
  const some = [...new Set(held.flatMap((policy) => (policy.labels === '*' ? [] : policy.labels)))].map((label) => labels[label]);
  const sensitive = all
    ? { zh: '，包括敏感信息', en: ', sensitive records included' }
    : some.length > 0
      ? {
          zh: `；敏感信息中只有${listZh(some.map(({ zh }) => zh))}`,
          en: `; of sensitive records only those on ${listEn(some.map(({ en }) => en))}`,
        }
      : { zh: '，不含敏感信息', en: ', without sensitive records' };
  return {
    zh: `${roles[role].zh}可以看${listZh(groups.map(({ zh }) => zh))}${sensitive.zh}。`,
    en: `As ${roles[role].en}: ${listEn(groups.map(({ en }) => en))}${sensitive.en}.`,
  };
}

/** Who sees a person's record at this moment and what of it: whom relations name, less what the person forbids. */
export function decideSeen(
  { stakes, denials, now }: { readonly stakes: readonly Held[]; readonly denials: readonly Denial[]; readonly now: Date },
  policies: readonly Policy[] = ours,
): readonly SeenBy[] {
  return ofOthers.flatMap((relation): SeenBy[] => {
    const until = new Map<string, Date | null>();
    for (const stake of stakes.filter((one) => one.relation === relation && isNow(one, now))) {
      const known = until.get(stake.holder);
      until.set(stake.holder, known === undefined ? stake.until : later(known, stake.until));
    }
    const named = [...until].filter(([holder]) => !holder.startsWith('Practitioner/'));
    const held = by(policies, relation);
    const asWhat = [...new Set(held.flatMap((policy) => policy.roles))];
    if (until.size === 0) return [];
    return [
      {
        relation,
        title: relations[relation],
        holders: named.map(([id, end]) => ({
          id,
          until: end,
          sees: extentOf({ relation, holder: id, denials, now }, policies),
        })),
        people: until.size - named.length,
        says: asWhat.map((role) =>
          sayRole(
            role,
            held.filter((policy) => policy.roles.includes(role)),
          ),
        ),
      },
    ];
  });
}
