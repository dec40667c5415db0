import type { Distribution } from '@songhua/kernel';

/** Cards lie with their history; what was noticed and what became of it lie with the resource that it rests on. */
export const reportingDistribution: Distribution = {
  spread: {
    'reporting.card': 'id',
    'reporting.change': 'card',
    'reporting.waiting': 'source',
    'reporting.evidence': 'source',
    'reporting.laid_aside': 'source',
  },
};
