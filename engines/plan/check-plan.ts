import type { Text } from './evidence.ts';
import type { PlanError } from './plan-error.ts';
import type { Path, YamlFile } from './read-yaml.ts';
import type { ColumnSpec, Indicator, Measure, Plan, Target } from './schema.ts';

type Fault = YamlFile<unknown>['fault'];
/** How to name a fault in each of a plan's files. */
export interface Faults {
  readonly plan: Fault;
  readonly indicators: Fault;
  readonly tables: Fault;
}

const undefinedMeasure: Text = { zh: '引用了没有定义的指标量', en: 'refers to a measure that is not defined' };
const undefinedIndicator: Text = { zh: '引用了没有定义的指标', en: 'refers to an indicator that is not defined' };
const duplicateId: Text = { zh: '编号重复', en: 'this id is used twice' };

function duplicates(ids: readonly string[], at: (index: number) => Path, fault: Fault): PlanError[] {
  return ids.flatMap((id, i) => (ids.indexOf(id) < i ? [fault(at(i), 'duplicate-id', duplicateId, id)] : []));
}

function missingMeasures(
  ids: readonly string[] | undefined,
  at: Path,
  measures: ReadonlyMap<string, Measure>,
  fault: Fault,
): PlanError[] {
  return (ids ?? []).flatMap((id, i) => (measures.has(id) ? [] : [fault([...at, i], 'undefined-measure', undefinedMeasure, id)]));
}

function checkTarget(target: Target, plan: Plan, at: Path, fault: Fault): PlanError[] {
  const errors: PlanError[] = [];
  const say = (field: string, rule: string, zh: string, en: string, value: unknown): void => {
    errors.push(fault([...at, field], rule, { zh, en }, value));
  };
  if ((target.operator === 'qualitative') !== (target.value === null)) {
    say(
      'value',
      'target-value',
      '定性目标不写数值，其他目标须写数值',
      'a qualitative target has no value, any other needs one',
      target.value,
    );
  }
  if ((target.operator === '~') !== (target.tolerance !== undefined)) {
    say(
      'tolerance',
      'target-tolerance',
      '“左右”目标须写容许误差，其他目标不写',
      'a `~` target states its tolerance, no other does',
      target.tolerance,
    );
  }
  if (target.tolerance !== undefined && !target.toleranceNote) {
    say('toleranceNote', 'tolerance-note', '须说明容许误差的来由', 'must say where the tolerance comes from', '');
  }
  if (target.date < plan.start || target.date > plan.end) {
    say(
      'date',
      'target-in-period',
      `期限须在规划期 ${plan.start} 至 ${plan.end} 内`,
      `must lie in the plan's period ${plan.start} to ${plan.end}`,
      target.date,
    );
  }
  return errors;
}

function checkTrajectory(indicator: Indicator, at: Path, fault: Fault): PlanError[] {
  const { trajectory, baseline } = indicator;
  if (trajectory.kind !== 'custom') return [];
  const due = indicator.targets.map((target) => target.date).sort()[0] ?? '';
  return trajectory.points.flatMap((point, i) => {
    const before = i === 0 ? baseline.date : (trajectory.points[i - 1]?.date ?? '');
    const good = point.date > before && point.date < due;
    const message = { zh: `须晚于 ${before}、早于 ${due}`, en: `must be after ${before} and before ${due}` };
    return good ? [] : [fault([...at, 'trajectory', 'points', i, 'date'], 'trajectory-order', message, point.date)];
  });
}

function checkIndicator(
  indicator: Indicator,
  i: number,
  plan: Plan,
  measures: ReadonlyMap<string, Measure>,
  fault: Fault,
): PlanError[] {
  const at: Path = ['indicators', i];
  const { definition, baseline } = indicator;
  const errors = [
    ...missingMeasures(definition.numerator, [...at, 'definition', 'numerator'], measures, fault),
    ...missingMeasures(definition.denominator, [...at, 'definition', 'denominator'], measures, fault),
    ...indicator.targets.flatMap((target, t) => checkTarget(target, plan, [...at, 'targets', t], fault)),
    ...duplicates(
      indicator.targets.map((target) => target.area),
      (t) => [...at, 'targets', t, 'area'],
      fault,
    ),
    ...checkTrajectory(indicator, at, fault),
  ];
  const rate = definition.publishedRate;
  if (rate !== undefined && !measures.has(rate)) {
    errors.push(fault([...at, 'definition', 'publishedRate'], 'undefined-measure', undefinedMeasure, rate));
  } else if (rate !== undefined && measures.get(rate)?.kind !== 'rate') {
    const message = { zh: 'publishedRate 只能引用 rate 类的量', en: 'publishedRate must refer to a measure of kind rate' };
    errors.push(fault([...at, 'definition', 'publishedRate'], 'rate-kind', message, rate));
  }
  for (const part of ['numerator', 'denominator'] as const) {
    const wrong = definition[part]?.find((id) => measures.get(id)?.kind === 'rate');
    const message = { zh: '比率不能相加，分子分母只能用数量', en: 'rates do not add up; numerator and denominator take counts' };
    if (wrong !== undefined) errors.push(fault([...at, 'definition', part], 'rate-in-sum', message, wrong));
  }
  if (baseline.bound !== undefined && baseline.value !== null) {
    const message = { zh: '基期只给出界限时数值须为空', en: 'a baseline that is only a bound has no value' };
    errors.push(fault([...at, 'baseline', 'value'], 'bound-without-value', message, baseline.value));
  }
  const wanted = { increase: ['<=', '<'], decrease: ['>=', '>'], range: [] as string[] }[indicator.polarity];
  indicator.targets.forEach((target, t) => {
    const message = { zh: `与方向 ${indicator.polarity} 矛盾`, en: `contradicts the polarity ${indicator.polarity}` };
    if (wanted.includes(target.operator))
      errors.push(fault([...at, 'targets', t, 'operator'], 'polarity', message, target.operator));
  });
  return errors;
}

function checkColumn(
  column: ColumnSpec,
  at: Path,
  plan: Plan,
  measures: ReadonlyMap<string, Measure>,
  fault: Fault,
): PlanError[] {
  const contents = [column.measure, column.indicator, column.rate, column.targetOf, column.targets].filter(
    (c) => c !== undefined,
  );
  const errors = [
    ...missingMeasures(column.rate?.numerator, [...at, 'rate', 'numerator'], measures, fault),
    ...missingMeasures(column.rate?.denominator, [...at, 'rate', 'denominator'], measures, fault),
  ];
  if (contents.length !== 1) {
    const message = {
      zh: 'measure、indicator、rate、targetOf、targets 须恰好给出一个',
      en: 'needs exactly one of measure, indicator, rate, targetOf, targets',
    };
    errors.push(fault(at, 'one-content', message, column.key));
  }
  if (column.measure !== undefined && !measures.has(column.measure)) {
    errors.push(fault([...at, 'measure'], 'undefined-measure', undefinedMeasure, column.measure));
  }
  for (const field of ['indicator', 'targetOf'] as const) {
    const id = column[field];
    if (id !== undefined && !plan.indicators.some((indicator) => indicator.id === id)) {
      errors.push(fault([...at, field], 'undefined-indicator', undefinedIndicator, id));
    }
  }
  return errors;
}

/** What a schema cannot say: ids used once, references that lead somewhere, targets that make sense. */
export function checkPlan(plan: Plan, faults: Faults): PlanError[] {
  const measures = new Map(plan.measures.map((measure) => [measure.id, measure]));
  const period = { zh: '规划起点须早于终点', en: 'the plan must start before it ends' };
  return [
    ...(plan.start < plan.end ? [] : [faults.plan(['plan', 'end'], 'period', period, plan.end)]),
    ...duplicates(
      plan.measures.map((m) => m.id),
      (i) => ['measures', i, 'id'],
      faults.plan,
    ),
    ...duplicates(
      plan.indicators.map((x) => x.id),
      (i) => ['indicators', i, 'id'],
      faults.indicators,
    ),
    ...duplicates(
      plan.tables.map((t) => t.id),
      (i) => ['tables', i, 'id'],
      faults.tables,
    ),
    ...plan.indicators.flatMap((indicator, i) => checkIndicator(indicator, i, plan, measures, faults.indicators)),
    ...plan.tables.flatMap((table, t) => {
      const columns = table.groups.flatMap((group, g) =>
        group.columns.map((column, c) => ({ column, at: ['tables', t, 'groups', g, 'columns', c] })),
      );
      return [
        ...duplicates(
          columns.map(({ column }) => column.key),
          (i) => [...(columns[i]?.at ?? []), 'key'],
          faults.tables,
        ),
        ...columns.flatMap(({ column, at }) => checkColumn(column, at, plan, measures, faults.tables)),
      ];
    }),
  ];
}
