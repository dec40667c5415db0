import type { AreaTree } from './area-tree.ts';
import { type Evidence, type Text, weakest } from './evidence.ts';
import { chooseFact, earlier, type FactIndex, missingParts } from './fact.ts';
import type { Area } from './parse-areas.ts';
import { printDate } from './print-date.ts';
import type { Measure, Plan } from './schema.ts';

/** A figure that is known: its value, how old its oldest part is, and what it rests on. */
export interface Known {
  readonly value: number;
  readonly asOf: string;
  /** `computed` once anything was added up or divided. */
  readonly evidence: Evidence;
  /** The weakest fact underneath, before any computing. */
  readonly basis: Evidence;
}

/** A figure that is not known, and why. It is never zero. */
export interface Unknown {
  readonly value: null;
  readonly reason: Text;
  /** There is a synthetic figure, which this world leaves out. */
  readonly leftOut?: true;
}

export type Figure = Known | Unknown;

/** Everything a value is computed from. */
export interface World {
  readonly plan: Plan;
  readonly measures: ReadonlyMap<string, Measure>;
  readonly tree: AreaTree;
  readonly facts: FactIndex;
  /** Whether invented facts may stand where no real one does. A real place is held to real figures only: `leave-out`. */
  readonly synthetic: 'use' | 'leave-out';
}

/** The sum of known figures: as old as the oldest, as weak as the weakest. One figure alone stays what it is. */
export function addUp(parts: readonly Known[]): Known {
  const [first, ...rest] = parts;
  if (!first) throw new Error('nothing to add up');
  if (rest.length === 0) return first;
  const basis = weakest(parts.map((part) => part.basis));
  return {
    value: parts.reduce((sum, part) => sum + part.value, 0),
    asOf: parts.reduce((oldest, part) => earlier(part.asOf, oldest), first.asOf),
    evidence: weakest(['computed', basis]),
    basis,
  };
}

const names = (areas: readonly Area[], language: keyof Text): string => {
  const list = areas.slice(0, 5).map((area) => area.name[language]);
  const joined = list.join(language === 'zh' ? '、' : ', ');
  if (areas.length <= 5) return joined;
  return language === 'zh' ? `${joined}等 ${areas.length} 个地区` : `${joined} and ${areas.length - 5} more`;
};

/** Not known, and how to say why: a sum asks hundreds of areas, and the reasons of its parts are told to nobody. */
interface Gap {
  readonly value: null;
  readonly say: () => Text;
  readonly leftOut: boolean;
}

const onlySynthetic = (measure: Measure, area: Area): Gap => ({
  value: null,
  say: () => ({
    zh: `${area.name.zh}的“${measure.name.zh}”只有合成数据，合成数据不用于评价真实地区`,
    en: `only synthetic figures exist for “${measure.name.en}” in ${area.name.en}; they are not used for real places`,
  }),
  leftOut: true,
});

const noFact = ({ facts }: World, measure: Measure, area: Area, at: string): Gap => ({
  value: null,
  say: () => {
    const missing = missingParts(facts, area.code, measure.id, at);
    if (missing > 0) {
      return {
        zh: `${area.name.zh}还有 ${missing} 个机构没有“${measure.name.zh}”的数据，合计不完整`,
        en: `${missing} institutions in ${area.name.en} gave no figure for “${measure.name.en}”, so the sum is incomplete`,
      };
    }
    return {
      zh: `截至${printDate(at).zh}，没有${area.name.zh}“${measure.name.zh}”的数据`,
      en: `no figure for “${measure.name.en}” in ${area.name.en} up to ${printDate(at).en}`,
    };
  },
  leftOut: false,
});

/**
 * A measure's value in an area on a day: the area's own fact first; else the sum over its children, but only when
 * every child has a value. A sum of real figures also goes before an invented one of the area's own, which a world
 * that leaves out synthetic facts passes over altogether. Rates are never added up, and what is missing stays unknown
 * with the missing areas named.
 */
export function measureValue(world: World, code: string, id: string, at: string, rollUp: boolean): Figure {
  const measure = world.measures.get(id);
  const area = world.tree.byCode.get(code);
  if (!measure || !area) throw new Error(`no measure ${id} or no area ${code}`);
  const found = figureOf(world, measure, area, at, rollUp);
  return found.value === null ? { value: null, reason: found.say(), ...(found.leftOut && { leftOut: true as const }) } : found;
}

function figureOf(world: World, measure: Measure, area: Area, at: string, rollUp: boolean): Known | Gap {
  const own = chooseFact(world.facts, area.code, measure.id, at);
  if (!own) return summedOver(world, measure, area, at, rollUp);
  if (own.evidence === 'synthetic') {
    const sum = summedOver(world, measure, area, at, rollUp);
    if (sum.value !== null && sum.basis !== 'synthetic') return sum;
    if (world.synthetic === 'leave-out') return onlySynthetic(measure, area);
  }
  return { value: own.value, asOf: own.asOf, evidence: own.evidence, basis: own.evidence };
}

/** The sum over an area's children, when every one of them has a value. */
function summedOver(world: World, measure: Measure, area: Area, at: string, rollUp: boolean): Known | Gap {
  const children = world.tree.childrenOf(area.code);
  if (!rollUp || measure.kind === 'rate' || children.length === 0) return noFact(world, measure, area, at);
  const known: Known[] = [];
  const missing: Area[] = [];
  let leftOut = false;
  for (const child of children) {
    const figure = figureOf(world, measure, child, at, rollUp);
    if (figure.value !== null) known.push(figure);
    else {
      missing.push(child);
      leftOut ||= figure.leftOut;
    }
  }
  if (known.length === 0) return leftOut ? onlySynthetic(measure, area) : noFact(world, measure, area, at);
  if (missing.length > 0) {
    return {
      value: null,
      say: () => ({
        zh: `“${measure.name.zh}”缺少${names(missing, 'zh')}的数据，无法汇总${area.name.zh}`,
        en: `“${measure.name.en}” is missing for ${names(missing, 'en')}, so ${area.name.en} cannot be summed`,
      }),
      leftOut: false,
    };
  }
  const sum = addUp(known);
  return { ...sum, evidence: weakest(['computed', sum.evidence]) };
}
