import { type Holder, relations, type Text, type Way } from '@songhua/kernel';
import type { HiddenBecause } from '../contract.ts';
import type { PolicyWay } from './decide-reach.ts';

/** A relation that holds, held or will hold. */
export interface KnownRelation extends Holder {
  /** Null: without a bound. */
  readonly since: Date | null;
  /** Exclusive. */
  readonly until: Date | null;
}

/** How far a way leads: to the record, or what stands between. */
export interface Explained extends PolicyWay {
  readonly because: HiddenBecause | null;
  readonly through: readonly Holder[];
}

/** Whether one way alone leads to the record. */
export type Leads = (way: Way) => Promise<boolean>;

const isHolder = ({ whose }: Way, { relation, id }: Holder): boolean =>
  whose !== 'everyone' && whose.some((holder) => holder.relation === relation && holder.id === id);

/** Through whom a way leads to the record of these people now. */
function holdersOf(way: Way, patients: readonly string[], known: readonly KnownRelation[], now: Date): Holder[] {
  if (way.whose === 'everyone') return [];
  const direct = way.whose.filter(({ id }) => patients.includes(id));
  const standing = known.filter(
    (one) => isHolder(way, one) && (one.since === null || one.since <= now) && (one.until === null || one.until > now),
  );
  return [...new Map([...direct, ...standing].map(({ relation, id }) => [`${relation} ${id}`, { relation, id }])).values()];
}

async function whyNot(way: Way, leads: Leads, known: readonly KnownRelation[], now: Date): Promise<HiddenBecause> {
  if (await leads({ ...way, labels: '*' })) return 'label';
  if (await leads({ ...way, aboveConsent: true })) return 'consent';
  if (await leads({ ...way, labels: '*', aboveConsent: true })) return 'label';
  return known.some((one) => isHolder(way, one) && one.until !== null && one.until <= now) ? 'relation-over' : 'no-relation';
}

/**
 * For each way that could lead to a record, whether it does and through whom, or what stands between. It asks the store the very question
 * that every answer is held to, with one condition taken away at a time; nothing is decided a second time.
 */
export async function explainWays(
  ways: readonly PolicyWay[],
  {
    patients,
    known,
    now,
    leads,
  }: {
    /** `Patient/…` whose record it is. */
    readonly patients: readonly string[];
    readonly known: readonly KnownRelation[];
    readonly now: Date;
    readonly leads: Leads;
  },
): Promise<Explained[]> {
  const explained: Explained[] = [];
  for (const { policy, way } of ways) {
    const led = await leads(way);
    const because = led ? null : await whyNot(way, leads, known, now);
    explained.push({ policy, way, because, through: holdersOf(way, patients, known, now) });
  }
  return explained;
}

/** What stands nearest between: a person with a relation is told of label and consent before those without. */
const nearest: readonly HiddenBecause[] = ['consent', 'label', 'relation-over', 'no-relation'];

/** Why nothing leads to the record; null when something does. */
export const mainReason = (explained: readonly Pick<Explained, 'because'>[]): HiddenBecause | null =>
  explained.some(({ because }) => because === null)
    ? null
    : (nearest.find((reason) => explained.some(({ because }) => because === reason)) ?? 'no-policy');

const hidden: Readonly<Record<HiddenBecause, Text>> = {
  'no-policy': { zh: '没有任何规则允许其角色查看这类记录', en: 'no policy leads anybody of their roles to records of this kind' },
  'no-relation': { zh: '与该居民没有诊疗、签约、属地等关系', en: 'they stand in no relation to the person' },
  'relation-over': { zh: '与该居民的关系已经结束', en: 'their relation to the person is over' },
  label: { zh: '属于敏感信息，其规则不包括', en: 'it is sensitive, and their policies do not lead to such records' },
  consent: { zh: '居民本人的授权禁止', en: 'the person’s consent forbids it' },
};

/** The answer in one sentence. */
export function sayExplanation(name: string, because: HiddenBecause | null, explained: readonly Explained[]): Text {
  if (because !== null)
    return { zh: `${name}看不到：${hidden[because].zh}。`, en: `${name} does not see it: ${hidden[because].en}.` };
  const leading = explained.filter((one) => one.because === null);
  const named = [...new Set(leading.flatMap(({ through }) => through.map(({ relation }) => relation)))];
  if (named.length === 0)
    return { zh: `${name}能看到：这类记录对其角色公开。`, en: `${name} sees it: such records are open to their role.` };
  return {
    zh: `${name}能看到，依据：${named.map((relation) => relations[relation].zh).join('、')}。`,
    en: `${name} sees it, as: ${named.map((relation) => relations[relation].en).join(', ')}.`,
  };
}
