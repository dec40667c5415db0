import { judgeByBayes } from '../charts/bayes.ts';
import { judgeByCusum, usualCusum } from '../charts/cusum.ts';
import { judgeByEars, usualEars } from '../charts/ears.ts';
import { judgeByRki } from '../charts/rki.ts';
import { alpha, choice, decimal, type Method, whole } from './method.ts';

const both = ['day', 'week'] as const;
const sums = ['surveillance', 'hutwagner'] as const;
const transforms = ['standard', 'rossi'] as const;

const ears = (kind: 'C1' | 'C2' | 'C3'): Method => {
  const usual = usualEars[kind];
  const sum = choice('sum', 'C3 累加的范围', 'what C3 sums: as R’s surveillance, or as in the paper', sums, usual.sum);
  return {
    name: `ears${kind}`,
    title: { zh: `EARS ${kind}`, en: `EARS ${kind}` },
    steps: both,
    source: 'Hutwagner et al. 2003, J Urban Health 80 suppl 1; Fricker et al. 2008, Stat Med 27:3407',
    parameters: [
      alpha(usual.alpha),
      whole('baseline', '基线长度', 'length of the baseline', 'steps', usual.baseline, 3, 366),
      decimal('minSigma', '标准差下限', 'least standard deviation', 'cases', usual.minSigma, 0, 1e6),
      ...(kind === 'C3' ? [sum] : []),
    ],
    learnsBefore: false,
    run: (series, range, values) =>
      judgeByEars(series, range, {
        method: kind,
        alpha: values.number('alpha'),
        baseline: values.number('baseline'),
        minSigma: values.number('minSigma'),
        sum: kind === 'C3' ? values.choice('sum', sums) : usual.sum,
      }),
  };
};

const reference: Readonly<Record<1 | 2 | 3, { readonly zh: string; readonly en: string }>> = {
  1: { zh: '近 6 步', en: 'six last steps' },
  2: { zh: '近 6 步与去年 13 步', en: 'six last steps and thirteen of last year' },
  3: { zh: '前两年各 9 步', en: 'nine steps of each of two years' },
};

const bayes = (system: 1 | 2 | 3): Method => ({
  name: `bayes${system}`,
  title: { zh: `贝叶斯 ${system}（${reference[system].zh}）`, en: `Bayes ${system} (${reference[system].en})` },
  steps: both,
  source: 'Riebler 2004; Höhle 2007, Comput Stat 22:571',
  parameters: [alpha(0.05)],
  learnsBefore: false,
  run: (series, range, values) => judgeByBayes(series, range, { system, alpha: values.number('alpha') }),
});

const rki = (system: 1 | 2 | 3): Method => ({
  name: `rki${system}`,
  title: { zh: `RKI ${system}（${reference[system].zh}）`, en: `RKI ${system} (${reference[system].en})` },
  steps: both,
  source: 'Höhle 2007, Comput Stat 22:571; limits of Crow and Gardner 1959, Biometrika 46:441',
  parameters: [],
  learnsBefore: false,
  run: (series, range) => judgeByRki(series, range, { system }),
});

const cusum: Method = {
  name: 'cusum',
  title: { zh: '累积和 CUSUM', en: 'CUSUM' },
  steps: both,
  source: 'Page 1954, Biometrika 41:100; Rossi, Lampugnani and Marchi 1999, Stat Med 18:2111',
  parameters: [
    decimal('k', '参考值 k', 'reference value k', 'deviations', usualCusum.k, 0, 100),
    decimal('h', '判定界 h', 'decision interval h', 'deviations', usualCusum.h, 0.01, 1000),
    choice('transform', '标准化方法', 'how counts are standardised', transforms, usualCusum.transform),
  ],
  learnsBefore: true,
  run: (series, range, values) =>
    judgeByCusum(series, range, {
      k: values.number('k'),
      h: values.number('h'),
      transform: values.choice('transform', transforms),
      mean: null,
    }),
};

export const charts: readonly Method[] = [
  ears('C1'),
  ears('C2'),
  ears('C3'),
  cusum,
  bayes(1),
  bayes(2),
  bayes(3),
  rki(1),
  rki(2),
  rki(3),
];
