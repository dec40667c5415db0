import { baselineCounts } from './baseline-figures.ts';
import type { BandSet } from './claims.ts';
import { type ConsistencyInput, computed, type Finding } from './finding.ts';
import { writeNumber } from './write-number.ts';

type Band = BandSet['bands'][number];

const holds = ({ from, fromIncluded, to, toIncluded }: Band, value: number): boolean =>
  (from === null || value > from || (fromIncluded && value === from)) &&
  (to === null || value < to || (toIncluded && value === to));

const lower = ({ from, fromIncluded }: Band): string =>
  from === null ? '(−∞' : `${fromIncluded ? '[' : '('}${writeNumber(from)}`;
const upper = ({ to, toIncluded }: Band): string => (to === null ? '∞)' : `${writeNumber(to)}${toIncluded ? ']' : ')'}`);
const written = (band: Band): string => `${lower(band)}, ${upper(band)}`;

interface Probe {
  readonly value: number;
  /** The value, or the stretch it stands for. */
  readonly text: string;
}

/** Every value at which something can change: the edges, and one value in each stretch between and beyond them. */
function probes(bands: readonly Band[]): Probe[] {
  const edges = [...new Set(bands.flatMap(({ from, to }) => [from, to].filter((edge) => edge !== null)))].sort((a, b) => a - b);
  return edges.flatMap((edge, i) => {
    const next = edges[i + 1];
    const text = writeNumber(edge);
    const above =
      next === undefined
        ? { value: edge + 1, text: `(${text}, ∞)` }
        : { value: (edge + next) / 2, text: `(${text}, ${writeNumber(next)})` };
    const below = i === 0 ? [{ value: edge / 2, text: `[0, ${text})` }] : [];
    return [...below, { value: edge, text }, above];
  });
}

function checkSet(input: ConsistencyInput, set: BandSet): Finding[] {
  const all = probes(set.bands).map((probe) => ({ ...probe, hits: set.bands.filter((band) => holds(band, probe.value)) }));
  const countOf = baselineCounts(input);
  const findings: Finding[] = [];
  const twice = all.filter((probe) => probe.hits.length > 1);
  if (twice.length > 0) {
    const values = twice.map(({ text }) => text);
    const summary = {
      zh: `${set.title.zh}：${values.join('、')} 同时属于两档。`,
      en: `${set.title.en}: ${values.join(' and ')} ${values.length > 1 ? 'belong' : 'belongs'} to two bands.`,
    };
    const arithmetic = twice.map(({ hits, text }) => `${hits.map(written).join(' ∩ ')} ∋ ${text}`).join('; ');
    findings.push(computed('band-overlap', set.id, 'medium', set.clauses, summary, arithmetic));
  }
  const none = all.filter((probe) => probe.hits.length === 0);
  if (none.length > 0) {
    const areas = input.areas.filter((area) => area.level === set.level);
    const known = areas.flatMap((area) => {
      const value = countOf(area.code, set.measure);
      return value === null ? [] : [{ area, value }];
    });
    const outside = known.filter(({ value }) => !set.bands.some((band) => holds(band, value)));
    const zh =
      outside.length > 0
        ? `落在其中的有${outside.map(({ area }) => area.name.zh).join('、')}`
        : `有人口数的 ${known.length} 个地区都不在其中`;
    const en =
      outside.length > 0
        ? `${outside.map(({ area }) => area.name.en).join(', ')} fall there`
        : `none of the ${known.length} areas with a figure falls there`;
    const summary = {
      zh: `${set.title.zh}：各档没有覆盖全部取值；${zh}。`,
      en: `${set.title.en}: the bands do not cover every value; ${en}.`,
    };
    const union = set.bands.map(written).join(' ∪ ');
    const arithmetic = `${none.map(({ text }) => text).join(', ')} ∉ ${union}`;
    findings.push(computed('band-gap', set.id, outside.length > 0 ? 'medium' : 'low', set.clauses, summary, arithmetic));
  }
  return findings;
}

/** How a set treats an edge of its own: which of its bands hold it. */
const ownersOf = (set: BandSet, edge: number): string =>
  set.bands
    .filter((band) => band.from === edge || band.to === edge)
    .map(
      (band) => `${holds(band, edge) ? (band.from === edge ? '≥' : '≤') : band.from === edge ? '>' : '<'} ${writeNumber(edge)}`,
    )
    .sort()
    .join(', ');

/** One edge that several sentences draw in different ways. */
function checkEdges(sets: readonly BandSet[]): Finding[] {
  const edges = [...new Set(sets.flatMap((set) => set.bands.flatMap(({ from, to }) => [from, to].filter((x) => x !== null))))];
  return edges
    .sort((a, b) => a - b)
    .flatMap((edge): Finding[] => {
      // A set with one side only at this edge has a gap or an overlap there, which is told of it alone.
      const drawn = sets.map((set) => ({ set, way: ownersOf(set, edge) })).filter(({ way }) => way.includes(','));
      if (new Set(drawn.map(({ way }) => way)).size < 2) return [];
      const summary = {
        zh: `${writeNumber(edge)} 这条界线在不同条款里归法不同（${drawn.map(({ set, way }) => `${set.title.zh} ${way}`).join('；')}）。`,
        en: `The line at ${writeNumber(edge)} is drawn differently in different clauses (${drawn.map(({ set, way }) => `${set.title.en} ${way}`).join('; ')}).`,
      };
      const arithmetic = [...new Set(drawn.map(({ way }) => `{${way}}`))].join(' ≠ ');
      const clauses = [...new Set(drawn.flatMap(({ set }) => set.clauses))];
      return [computed('band-edges-differ', String(edge), 'medium', clauses, summary, arithmetic)];
    });
}

/** Bands that hold a value twice or not at all, and edges drawn differently from one clause to the next. */
export function checkBands(input: ConsistencyInput): Finding[] {
  const byMeasure = Map.groupBy(input.claims.bands, (set) => set.measure);
  return [...input.claims.bands.flatMap((set) => checkSet(input, set)), ...[...byMeasure.values()].flatMap(checkEdges)];
}
