export type { CountSeries, Detect, Judged } from './series.ts';
