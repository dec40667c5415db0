import type { DetectionSettings } from '../contract.ts';

export type { DetectionSettings } from '../contract.ts';

const weekly = ['farringtonFlexible', 'farrington', 'glrnb', 'earsC1', 'earsC2', 'earsC3', 'cusum', 'rki3', 'bayes3'] as const;
const daily = ['earsC1', 'earsC2', 'earsC3', 'cusum', 'essenceSwitch'] as const;

/** What detection does until somebody says otherwise: every method whose answer does not need a year of days, and the national percentile both ways. */
export const usualSettings: DetectionSettings = {
  hour: 2,
  methods: [
    ...weekly.map((method) => ({ method, step: 'week' as const, parameters: {} })),
    { method: 'movingPercentile', step: 'week', parameters: {} },
    ...daily.map((method) => ({ method, step: 'day' as const, parameters: {} })),
    { method: 'movingPercentile', step: 'day', parameters: {} },
  ],
  exclude: [{ from: '2020-01-01', until: '2022-12-31' }],
  speaksAt: 0.01,
  withinDays: 7,
};
