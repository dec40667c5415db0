import { baselineCounts, columnsOf, once } from './baseline-figures.ts';
import { type ConsistencyInput, computed, type Finding } from './finding.ts';

/** Tables that set targets for the whole area and leave the cells of its parts blank. */
function checkBlankTargets({ plan, claims }: ConsistencyInput): Finding[] {
  return plan.tables.flatMap((table): Finding[] => {
    const columns = columnsOf(plan).filter((entry) => entry.table === table && (entry.column.targetOf ?? entry.column.targets));
    const parts = table.rows.filter((row) => row !== plan.area);
    const blank = columns.flatMap(({ column }) => {
      const indicator = plan.indicators.find((x) => x.id === column.targetOf);
      const has = (area: string): boolean =>
        column.targets ? column.targets[area] !== undefined : indicator?.targets.some((target) => target.area === area) === true;
      return has(plan.area) ? parts.filter((area) => !has(area)).map((area) => ({ area, column })) : [];
    });
    if (blank.length === 0) return [];
    const areas = new Set(blank.map(({ area }) => area)).size;
    const inColumns = new Set(blank.map(({ column }) => column.key)).size;
    const summary = {
      zh: `${table.title.zh}：只给出整体目标，${areas} 个地区的 ${inColumns} 列目标中有 ${blank.length} 格空白，须由各地自定后汇总核对。`,
      en: `${table.title.en}: sets targets for the whole alone: ${blank.length} target cells of ${areas} areas in ${inColumns} columns are blank; the areas set their own, to be reconciled.`,
    };
    const clauses = once([...(claims.tables[table.id] ?? []), ...columns.flatMap(({ column }) => column.targetOf ?? [])]);
    const arithmetic = `${parts.length} × ${columns.length} − ${parts.length * columns.length - blank.length} = ${blank.length}`;
    return [computed('area-target-blank', table.id, 'medium', clauses, summary, arithmetic)];
  });
}

/** Clauses that ask something of areas for which the measure they need is not stated. */
function checkBasis(input: ConsistencyInput): Finding[] {
  const countOf = baselineCounts(input);
  return input.claims.perArea.flatMap(({ id, clauses, title, measure, level }): Finding[] => {
    const asked = input.areas.filter((area) => area.level === level);
    const without = asked.filter((area) => countOf(area.code, measure) === null);
    if (without.length === 0) return [];
    const name = input.plan.measures.find((m) => m.id === measure)?.name;
    const names = (language: 'zh' | 'en', separator: string): string =>
      without.map((area) => area.name[language]).join(separator);
    const summary = {
      zh: `${title.zh}：${asked.length} 个地区中有 ${without.length} 个（${names('zh', '、')}）没有公布“${name?.zh ?? measure}”，无法判定。`,
      en: `${title.en}: for ${without.length} of ${asked.length} areas (${names('en', ', ')}) no figure of “${name?.en ?? measure}” is published, so they cannot be decided.`,
    };
    const arithmetic = `${asked.length} − ${asked.length - without.length} = ${without.length}`;
    return [computed('missing-basis', id, 'medium', clauses, summary, arithmetic)];
  });
}

/** What the plan leaves blank or asks without giving what it takes to tell. */
export const checkReach = (input: ConsistencyInput): Finding[] => [...checkBlankTargets(input), ...checkBasis(input)];
