import type { Text } from '../evidence.ts';
import type { PlanError } from '../plan-error.ts';
import { type Path, readYaml } from '../read-yaml.ts';
import type { Plan } from '../schema.ts';
import { type Claims, claimsFile, noClaims } from './claims.ts';

const unknownMeasure: Text = { zh: '引用了没有定义的指标量', en: 'refers to a measure that is not defined' };
const unknownTarget: Text = {
  zh: '应为指标编号或“表/列”，且该列有目标值',
  en: 'must be an indicator, or table/column with targets',
};
const unknownColumn: Text = { zh: '表中没有此列', en: 'no such column in the table' };
const unknownTable: Text = { zh: '没有此表', en: 'no such table' };
const unknownIndicator: Text = { zh: '引用了没有定义的指标', en: 'refers to an indicator that is not defined' };
const duplicateId: Text = { zh: '编号重复', en: 'this id is used twice' };
const emptyBand: Text = { zh: '区间的下限须小于上限', en: 'a band must begin before it ends' };

/** The claims of a `consistency.yaml`, or what is wrong with it, each with its line. */
export function parseClaims(
  file: string,
  content: string,
  plan: Plan,
): { readonly claims: Claims; readonly errors: readonly PlanError[] } {
  const yaml = readYaml(file, content, claimsFile);
  const claims = yaml.value;
  if (!claims) return { claims: noClaims, errors: yaml.errors };
  const errors: PlanError[] = [];
  const need = (known: boolean, path: Path, rule: string, message: Text, value: unknown): void => {
    if (!known) errors.push(yaml.fault(path, rule, message, value));
  };
  const measures = new Set(plan.measures.map((measure) => measure.id));
  const indicators = new Set(plan.indicators.map((indicator) => indicator.id));
  const columns = plan.tables.flatMap((table) =>
    table.groups.flatMap((group) => group.columns.map((column) => ({ name: `${table.id}/${column.key}`, column }))),
  );
  const measureAt = (path: Path, id: string | undefined): void =>
    need(id === undefined || measures.has(id), path, 'undefined-measure', unknownMeasure, id);
  const targetAt = (path: Path, ref: string | undefined): void => {
    const known = ref === undefined || indicators.has(ref) || columns.some((c) => c.name === ref && c.column.targets);
    need(known, path, 'undefined-target', unknownTarget, ref);
  };
  for (const id of Object.keys(claims.tables)) {
    const known = plan.tables.some((table) => table.id === id);
    need(known, ['tables', id], 'undefined-table', unknownTable, id);
  }
  claims.partitions.forEach((partition, i) => {
    measureAt(['partitions', i, 'per', 'measure'], partition.per?.measure);
    const quantities = [
      { quantity: partition.whole, at: ['partitions', i, 'whole'] },
      ...partition.parts.map((quantity, p) => ({ quantity, at: ['partitions', i, 'parts', p] })),
    ];
    for (const { quantity, at } of quantities) {
      measureAt([...at, 'measure'], quantity.measure);
      targetAt([...at, 'target'], quantity.target);
      for (const side of partition.compare) {
        const field = side === 'counts' ? 'measure' : 'target';
        const message = {
          zh: `比较 ${side} 时每一项都要有 ${field}`,
          en: `comparing ${side}, every quantity needs its ${field}`,
        };
        need(quantity[field] !== undefined, [...at, field], 'required', message, '');
      }
    }
  });
  claims.inclusions.forEach((inclusion, i) => {
    measureAt(['inclusions', i, 'part'], inclusion.part);
    measureAt(['inclusions', i, 'whole'], inclusion.whole);
  });
  claims.headings.forEach(({ table, column }, i) => {
    const name = `${table}/${column}`;
    need(
      columns.some((c) => c.name === name),
      ['headings', i, 'column'],
      'undefined-column',
      unknownColumn,
      name,
    );
  });
  claims.bands.forEach((set, i) => {
    measureAt(['bands', i, 'measure'], set.measure);
    set.bands.forEach(({ from, to }, b) => {
      need(from === null || to === null || from < to, ['bands', i, 'bands', b], 'band-order', emptyBand, `${from} ${to}`);
    });
  });
  claims.standards.forEach(({ whole }, i) => {
    need(indicators.has(whole), ['standards', i, 'whole'], 'undefined-indicator', unknownIndicator, whole);
  });
  claims.perArea.forEach(({ measure }, i) => {
    measureAt(['perArea', i, 'measure'], measure);
  });
  for (const list of ['partitions', 'inclusions', 'bands', 'standards', 'perArea', 'deadlines', 'notes'] as const) {
    const ids = claims[list].map((entry) => entry.id);
    ids.forEach((id, i) => {
      need(ids.indexOf(id) === i, [list, i, 'id'], 'duplicate-id', duplicateId, id);
    });
  }
  return { claims, errors };
}
