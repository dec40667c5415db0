import type { Distribution } from '@songhua/kernel';

/** All of one investigation lies together: its cases are joined with its contacts and its chains. */
export const investigationDistribution: Distribution = {
  spread: {
    'investigation.person': 'investigation',
    'investigation.contact': 'investigation',
    'investigation.visit': 'investigation',
    'investigation.pair': 'investigation',
    'investigation.presence': 'investigation',
    'investigation.sample': 'investigation',
    'investigation.answer': 'investigation',
  },
};
