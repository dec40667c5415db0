import {
  type AreaFigure,
  type AreaMeasure,
  areaFigureId,
  areaMeasureSpecs,
  findExcess,
  judgeAreaLevel,
  judgeAreaValue,
} from '../contract.ts';
import type { CheckedRow, Tell } from './check-rows.ts';
import { actionOf, codeIn, countIn, type Difference, evidenceDifference, type Part, type Planned, textIn } from './decision.ts';
import { codesInside, type Found } from './places.ts';
import type { AreaInfo, RegistryView, ReturnScope } from './registry-shapes.ts';
import { sourceText } from './source-text.ts';

interface Means {
  readonly scope: ReturnScope;
  readonly view: RegistryView;
  readonly tell: Tell;
}

const plain = (text: string): string => text.normalize('NFKC').replace(/\s/g, '').toLowerCase();
const refuse = (rule: string, zh: string, en: string): Found<never> => ({ ok: false, rule, message: { zh, en } });

/** Looks up an area or town by code or name: inside the return’s area, and of two of one name neither. */
function placesInside(areas: ReadonlyMap<string, AreaInfo>, scope: string): (text: string) => Found<AreaInfo> {
  const inside = codesInside(areas, scope);
  const byName = new Map<string, AreaInfo[]>();
  for (const area of areas.values())
    for (const name of new Set([plain(area.name.zh), plain(area.name.en)])) byName.set(name, [...(byName.get(name) ?? []), area]);
  const scopeName = areas.get(scope)?.name ?? { zh: scope, en: scope };
  return (text) => {
    const coded = areas.get(text);
    const found = coded ? [coded] : (byName.get(plain(text)) ?? []);
    const [own, ...others] = found.filter(({ code }) => inside.has(code));
    if (own && others.length === 0) return { ok: true, value: own };
    if (own) return refuse('ambiguous-area', '有几个地区叫这个名称，请填代码', 'several areas bear this name; give the code');
    if (found.length === 0) return refuse('unknown-area', '没有这个地区', 'there is no such area');
    return refuse('outside-area', `不在报送地区“${scopeName.zh}”内`, `does not lie in ${scopeName.en}, the area of the return`);
  };
}

/** What a row says of one area, measure and day; null where it cannot be, which is told, or says nothing. */
function readRow(row: CheckedRow, placeOf: (text: string) => Found<AreaInfo>, { scope, tell }: Means): AreaFigure | null {
  const measure = codeIn<AreaMeasure>(row, 'measure');
  const value = countIn(row, 'value');
  const place = placeOf(textIn(row, 'area'));
  const asOf = textIn(row, 'asOf') || scope.asOf;
  if (!place.ok) tell(row, 'area', place.rule, place.message);
  if (measure === null || value === null) return null;
  const judged = judgeAreaValue(measure, value);
  const level = place.ok ? judgeAreaLevel(measure, place.value.level) : null;
  const isLate = asOf > scope.asOf;
  if (judged) tell(row, 'value', judged.rule, judged.message);
  if (level) tell(row, 'measure', level.rule, level.message);
  if (isLate)
    tell(row, 'asOf', 'after-as-of', {
      zh: `晚于数据日期（${scope.asOf}）`,
      en: `later than the day of the return (${scope.asOf})`,
    });
  if (!place.ok || judged || level || isLate) return null;
  const document = textIn(row, 'source');
  const from = sourceText(scope.file, row.sheet, row.line, scope.by);
  const source = document === '' ? from : `${document} · ${from}`;
  return { area: place.value.code, measure, asOf, value, evidence: 'entered', source };
}

/** What changes by a figure: against the one of the same day, else beside the newest until then. */
function differencesOf(figure: AreaFigure, past: readonly AreaFigure[]): readonly Difference[] {
  const same = past.find(({ asOf }) => asOf === figure.asOf);
  const newest = past.filter(({ asOf }) => asOf <= figure.asOf).at(-1);
  const evidence = same ? evidenceDifference(same.evidence, figure.evidence) : [];
  if (same?.value === figure.value) return evidence;
  const shown = ({ value, asOf }: AreaFigure): string => `${value} · ${asOf}`;
  const { title } = areaMeasureSpecs[figure.measure];
  return [{ field: figure.measure, title, before: newest ? shown(newest) : null, after: shown(figure) }, ...evidence];
}

/** What rows of area figures come to. A row without a value says nothing; areas that are not in the file keep what they have. */
export function decideAreaFigures(rows: readonly CheckedRow[], means: Means): Part {
  const { view, scope, tell } = means;
  const placeOf = placesInside(view.areas, scope.area);
  const past = Map.groupBy(view.areaFigures, ({ area, measure }) => `${area} ${measure}`);
  const lines = new Map<string, number>();
  const read: { readonly row: CheckedRow; readonly figure: AreaFigure }[] = [];
  for (const row of rows) {
    const figure = readRow(row, placeOf, means);
    if (!figure) continue;
    const twice = lines.get(areaFigureId(figure));
    if (twice === undefined) {
      lines.set(areaFigureId(figure), row.line);
      read.push({ row, figure });
    } else
      tell(row, 'measure', 'duplicate', {
        zh: `与第 ${twice} 行是同一地区、同一项目、同一天`,
        en: `the same area, measure and day as line ${twice}`,
      });
  }
  // Whatever the file says of a day stands; what it leaves out is as the registry has it.
  const standing = new Map(view.areaFigures.map((one) => [areaFigureId(one), one]));
  for (const { figure } of read) standing.set(areaFigureId(figure), figure);
  const byDay = Map.groupBy(standing.values(), ({ area, asOf }) => `${area} ${asOf}`);
  const planned: Planned[] = [];
  const areaFigures: AreaFigure[] = [];
  for (const { row, figure } of read) {
    const excess = findExcess(byDay.get(`${figure.area} ${figure.asOf}`) ?? []);
    if (excess && (excess.part === figure.measure || excess.whole === figure.measure)) {
      const [part, whole] = [areaMeasureSpecs[excess.part].title, areaMeasureSpecs[excess.whole].title];
      tell(row, 'value', 'parts', {
        zh: `${part.zh}超过${whole.zh}（${excess.limit}）`,
        en: `${part.en} is more than ${whole.en} (${excess.limit})`,
      });
      continue;
    }
    const before = past.get(`${figure.area} ${figure.measure}`) ?? [];
    const differences = differencesOf(figure, before);
    const same = before.find(({ asOf }) => asOf === figure.asOf);
    const name = view.areas.get(figure.area)?.name.zh ?? figure.area;
    planned.push({
      line: row.line,
      action: actionOf(same, differences),
      subject: 'area-figure',
      id: areaFigureId(figure),
      name: `${name} ${areaMeasureSpecs[figure.measure].title.zh}`,
      institution: figure.area,
      differences: [...differences],
    });
    areaFigures.push(figure);
  }
  const empty = rows.filter((row) => countIn(row, 'value') === null).length;
  const notices =
    empty === 0 ? [] : [{ zh: `有 ${empty} 行没有填数值，未作处理`, en: `${empty} rows have no value and say nothing` }];
  return { planned, areaFigures, notices };
}

/** The rows of a filled template: every figure that is asked of the area and all in it, with the newest real one where there is one. */
export function askedFigures({ areas, areaFigures }: Pick<RegistryView, 'areas' | 'areaFigures'>, scope: string) {
  const inside = codesInside(areas, scope);
  const newest = new Map(
    areaFigures.filter(({ evidence }) => evidence !== 'synthetic').map((one) => [`${one.area} ${one.measure}`, one]),
  );
  return [...areas.values()]
    .filter(({ code }) => inside.has(code))
    .flatMap(({ code, level }) =>
      (Object.keys(areaMeasureSpecs) as AreaMeasure[])
        .filter((measure) => judgeAreaLevel(measure, level) === null)
        .map((measure) => {
          const one = newest.get(`${code} ${measure}`);
          return { area: code, measure, value: one?.value ?? null, asOf: one?.asOf ?? null, source: null };
        }),
    );
}
