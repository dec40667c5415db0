import type { Course } from '../contract.ts';

const report9 = 'Ferguson et al. 2020, Imperial College COVID-19 Response Team Report 9, table 1 and text';
const project = '本项目的假设 / assumption of this project';
const of = <T>(value: T, source: string) => ({ value, source, verified: false });

/** Residents of the province by age in tens of years, the last 80 and above: rounded from the census of 2020. */
const jilinAges = of(
  [0.076, 0.083, 0.093, 0.147, 0.146, 0.189, 0.155, 0.079, 0.032],
  '第七次全国人口普查（吉林省，取整）/ census of 2020, Jilin Province, rounded',
);

/** Parameter sets that come along. None was compared with its original text: they say so wherever they are shown, and can be changed. */
export const usualCourses: readonly Course[] = [
  {
    id: 'severe-respiratory',
    title: { zh: '重症呼吸道传染病（2020 年初新冠）', en: 'Severe respiratory disease (COVID-19 as of early 2020)' },
    from: [0, 10, 20, 30, 40, 50, 60, 70, 80],
    ages: jilinAges,
    admission: of([0.001, 0.003, 0.012, 0.032, 0.049, 0.102, 0.166, 0.243, 0.273], report9),
    critical: of([0.05, 0.05, 0.05, 0.05, 0.063, 0.122, 0.274, 0.432, 0.709], report9),
    delay: of({ mean: 5, deviation: 3 }, `${report9}; 离散为假设 / spread assumed`),
    stay: of({ mean: 8, deviation: 5 }, `${report9}; 离散为假设 / spread assumed`),
    before: of({ mean: 1, deviation: 1 }, project),
    icu: of({ mean: 10, deviation: 6 }, `${report9}; 离散为假设 / spread assumed`),
    after: of({ mean: 5, deviation: 3 }, project),
    interval: of({ mean: 6.5, deviation: 4 }, `${report9}; 离散为假设 / spread assumed`),
  },
  {
    id: 'mild-respiratory',
    title: { zh: '一般呼吸道传染病（流感样）', en: 'Mild respiratory disease (influenza-like)' },
    from: [0, 10, 20, 30, 40, 50, 60, 70, 80],
    ages: jilinAges,
    admission: of([0.01, 0.003, 0.003, 0.003, 0.005, 0.008, 0.02, 0.04, 0.08], project),
    critical: of([0.08, 0.08, 0.08, 0.08, 0.1, 0.12, 0.15, 0.18, 0.18], project),
    delay: of({ mean: 3, deviation: 2 }, project),
    stay: of({ mean: 5, deviation: 3 }, project),
    before: of({ mean: 1, deviation: 1 }, project),
    icu: of({ mean: 7, deviation: 5 }, project),
    after: of({ mean: 3, deviation: 2 }, project),
    interval: of({ mean: 2.8, deviation: 1.2 }, project),
  },
];
