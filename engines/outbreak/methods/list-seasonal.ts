import { alignToNewYear } from '../calendar/align-to-new-year.ts';
import { anchorByDate } from '../farrington/anchor-by-date.ts';
import type { Anchor } from '../farrington/baseline.ts';
import { farrington, usualFarrington } from '../farrington/farrington.ts';
import { farringtonFlexible } from '../farrington/farrington-flexible.ts';
import { usualFlexible } from '../farrington/options.ts';
import { glrChart, usualGlr } from '../glr/glr-chart.ts';
import { judgeByPercentile } from '../percentile/judge-by-percentile.ts';
import { usualPercentile } from '../percentile/options.ts';
import { alpha, choice, decimal, type Method, type SeriesDates, whole, yesNo } from './method.ts';
import type { Values } from './parameter.ts';

const alignments = ['date', 'lunar', 'steps'] as const;
const align = choice(
  'align',
  '往年对齐方式（日期、春节或步数）',
  'how earlier years are matched: by date, Lunar New Year or steps',
  alignments,
  'date',
);

function anchorOf(values: Values, { firstDay, daysPerStep }: SeriesDates): { readonly anchor?: Anchor } {
  const how = values.choice('align', alignments);
  if (firstDay === null || how === 'steps') return {};
  return { anchor: how === 'lunar' ? alignToNewYear(firstDay, daysPerStep) : anchorByDate(firstDay, daysPerStep) };
}

const fewest = [
  whole(
    'fewestCases',
    '近几步合计少于此数不报警',
    'no alarm with fewer cases than this in the last steps',
    'cases',
    usualFlexible.fewest.cases,
    0,
    1e6,
  ),
  whole('fewestSteps', '合计的步数', 'how many last steps', 'steps', usualFlexible.fewest.steps, 1, 366),
];
const years = (usual: number) => whole('years', '回溯年数', 'years to go back', 'years', usual, 1, 20);
const halfWindow = whole(
  'halfWindow',
  '往年窗口半宽',
  'steps to either side in earlier years',
  'steps',
  usualFlexible.halfWindow,
  0,
  60,
);
const bounds = ['nbPlugin', 'muan', 'delta'] as const;

const flexible: Method = {
  name: 'farringtonFlexible',
  title: { zh: '改进的 Farrington 法', en: 'Farrington, flexible' },
  steps: ['week', 'day'],
  source: 'Noufaily et al. 2013, Stat Med 32:1206',
  parameters: [
    alpha(usualFlexible.alpha),
    years(usualFlexible.years),
    halfWindow,
    whole('periods', '一年分段数', 'levels a year is cut into', null, usualFlexible.periods, 1, 200),
    whole('leaveOut', '不参与学习的最近步数', 'last steps nothing is learnt from', 'steps', usualFlexible.leaveOut, 0, 366),
    yesNo('reweight', '降低既往暴发的权重', 'past outbreaks count less', usualFlexible.reweight),
    decimal(
      'weightsThreshold',
      '降权的残差界',
      'residual above which a step counts less',
      null,
      usualFlexible.weightsThreshold,
      0.01,
      100,
    ),
    yesNo('trend', '拟合趋势', 'fit a trend', usualFlexible.trend),
    decimal(
      'trendThreshold',
      '趋势保留的 p 值界（1 为总是保留）',
      'p-value below which the trend is kept; 1 always',
      null,
      1,
      0,
      1,
    ),
    choice('bound', '上界算法', 'how the bound is made', bounds, usualFlexible.method),
    ...fewest,
    align,
  ],
  learnsBefore: false,
  run: (series, range, values, dates) =>
    farringtonFlexible(series, range, {
      alpha: values.number('alpha'),
      years: values.number('years'),
      halfWindow: values.number('halfWindow'),
      periods: values.number('periods'),
      leaveOut: values.number('leaveOut'),
      reweight: values.flag('reweight'),
      weightsThreshold: values.number('weightsThreshold'),
      trend: values.flag('trend'),
      trendThreshold: values.number('trendThreshold'),
      method: values.choice('bound', bounds),
      errorsBy: usualFlexible.errorsBy,
      fewest: { cases: values.number('fewestCases'), steps: values.number('fewestSteps') },
      ...anchorOf(values, dates),
    }),
};

const classic: Method = {
  name: 'farrington',
  title: { zh: 'Farrington 法', en: 'Farrington, classic' },
  steps: ['week', 'day'],
  source: 'Farrington et al. 1996, J R Stat Soc A 159:547',
  parameters: [
    decimal('alpha', '双侧误报概率', 'chance outside both bounds', null, usualFarrington.alpha, 1e-9, 0.5),
    years(usualFarrington.years),
    halfWindow,
    yesNo('reweight', '降低既往暴发的权重', 'past outbreaks count less', usualFarrington.reweight),
    yesNo('trend', '拟合趋势', 'fit a trend', usualFarrington.trend),
    ...fewest,
    align,
  ],
  learnsBefore: false,
  run: (series, range, values, dates) =>
    farrington(series, range, {
      alpha: values.number('alpha'),
      years: values.number('years'),
      halfWindow: values.number('halfWindow'),
      reweight: values.flag('reweight'),
      trend: values.flag('trend'),
      fewest: { cases: values.number('fewestCases'), steps: values.number('fewestSteps') },
      ...anchorOf(values, dates),
    }),
};

const movingPercentile: Method = {
  name: 'movingPercentile',
  title: { zh: '移动百分位数法（国家预警系统）', en: 'moving percentile (the national system’s)' },
  steps: ['week', 'day'],
  source: 'CIDARS: Yang et al. 2011; BMC Public Health 2017, 17:488. Interpolation and cold start are ours.',
  parameters: [
    years(usualPercentile.years),
    decimal(
      'percentile',
      '预警百分位',
      'percentile above which there is a signal',
      'percent',
      usualPercentile.percentile,
      0,
      100,
    ),
    whole('halfWidth', '往年同期前后周期数', 'periods to either side in earlier years', null, usualPercentile.halfWidth, 0, 10),
    whole(
      'leastYears',
      '少于此年数用近期代替',
      'with fewer years the recent past stands in',
      'years',
      usualPercentile.leastYears,
      1,
      20,
    ),
    whole(
      'coldStart',
      '代替的近期周期数（0 为不代替）',
      'recent periods that stand in; 0: none',
      null,
      usualPercentile.coldStart,
      0,
      60,
    ),
    align,
  ],
  learnsBefore: false,
  run: (series, range, values, dates) =>
    judgeByPercentile(series, range, {
      years: values.number('years'),
      percentile: values.number('percentile'),
      halfWidth: values.number('halfWidth'),
      leastYears: values.number('leastYears'),
      coldStart: values.number('coldStart'),
      period: dates.daysPerStep === 7 ? 1 : 7,
      ...anchorOf(values, dates),
    }),
};

const glr: Method = {
  name: 'glrnb',
  title: { zh: '负二项广义似然比', en: 'negative-binomial generalised likelihood ratio' },
  steps: ['week', 'day'],
  source: 'Höhle and Paul 2008, Comput Stat Data Anal 52:4357',
  parameters: [
    decimal('threshold', '报警界', 'threshold of the statistic', null, usualGlr.threshold, 0.01, 1000),
    whole('harmonics', '季节谐波数', 'sine waves a year', null, 1, 0, 12),
    yesNo('trend', '拟合趋势', 'fit a trend', true),
    yesNo('bounds', '计算上界（较慢）', 'work out the bound (slower)', true),
  ],
  learnsBefore: true,
  run: (series, range, values) =>
    glrChart(series, range, {
      ...usualGlr,
      threshold: values.number('threshold'),
      inControl: { harmonics: values.number('harmonics'), trend: values.flag('trend') },
      bounds: values.flag('bounds'),
    }),
};

export const seasonal: readonly Method[] = [flexible, classic, movingPercentile, glr];
