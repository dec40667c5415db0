import { type EssenceOptions, usualEssence } from '../essence/baseline-days.ts';
import { judgeByEwma, usualEwmaWeights } from '../essence/judge-by-ewma.ts';
import { judgeByRegression } from '../essence/judge-by-regression.ts';
import { judgeBySwitch } from '../essence/judge-by-switch.ts';
import { alpha, decimal, type Method, whole } from './method.ts';
import type { Values } from './parameter.ts';

const shared = [
  alpha(usualEssence.alpha),
  decimal('warning', '关注界（黄色）', 'p-value worth a look (yellow)', null, usualEssence.warning, 1e-9, 0.5),
  whole('baseline', '基线长度', 'length of the baseline', 'days', usualEssence.baseline, 14, 366),
  whole('guard', '基线与当日之间留空', 'days left out before the one judged', 'days', usualEssence.guard, 0, 6),
];
const weights = [
  decimal('slowWeight', '慢速平滑权重', 'weight of today, for slow rises', null, usualEwmaWeights[0], 0.01, 1),
  decimal('quickWeight', '快速平滑权重', 'weight of today, for sudden ones', null, usualEwmaWeights[1], 0.01, 1),
];
const optionsOf = (values: Values): EssenceOptions => ({
  alpha: values.number('alpha'),
  warning: values.number('warning'),
  baseline: values.number('baseline'),
  guard: values.number('guard'),
});
const weightsOf = (values: Values): readonly [number, number] => [values.number('slowWeight'), values.number('quickWeight')];

/** Methods for days; of weeks they know nothing. */
export const daily: readonly Method[] = [
  {
    name: 'essenceRegression',
    title: { zh: 'ESSENCE 自适应回归', en: 'ESSENCE adaptive regression' },
    steps: ['day'],
    source: 'Burkom, Murphy and Shmueli 2007, Stat Med 26:4202; CDC NSSP’s defaults',
    parameters: shared,
    learnsBefore: false,
    run: (series, range, values) => judgeByRegression(series, range, optionsOf(values)),
  },
  {
    name: 'essenceEwma',
    title: { zh: 'ESSENCE 指数加权移动平均', en: 'ESSENCE moving averages' },
    steps: ['day'],
    source: 'Elbert and Burkom 2009, Stat Med 28:3226; CDC NSSP’s defaults',
    parameters: [...shared, ...weights],
    learnsBefore: false,
    run: (series, range, values) => judgeByEwma(series, range, { ...optionsOf(values), weights: weightsOf(values) }),
  },
  {
    name: 'essenceSwitch',
    title: { zh: 'ESSENCE 切换法', en: 'ESSENCE switch' },
    steps: ['day'],
    source: 'CDC NSSP-ESSENCE: regression where it explains enough, otherwise the moving averages',
    parameters: [
      ...shared,
      ...weights,
      decimal('leastR2', '采用回归所需的调整 R²', 'adjusted R² from which regression judges', null, 0.6, 0, 1),
    ],
    learnsBefore: false,
    run: (series, range, values) =>
      judgeBySwitch(series, range, { ...optionsOf(values), weights: weightsOf(values), leastR2: values.number('leastR2') }),
  },
];
