import type { Distribution } from '@songhua/kernel';

/** What is found by its own id is spread by it; what belongs to a resource lies where the resource lies (docs/adr/0009). */
export const recordsDistribution: Distribution = {
  spread: {
    'records.amount': 'place',
    'records.full_text': 'place',
    'records.moment': 'place',
    'records.name': 'id',
    'records.packed': 'block',
    'records.posting': 'place',
    'records.resource': 'place',
    'records.unpacked': 'place',
    'records.unread': 'place',
    'records.version': 'place',
    'records.word': 'place',
  },
  everywhere: [
    'records.denial',
    'records.packed_list',
    'records.person_member',
    'records.person_unsettled',
    'records.stake',
    'records.term',
    'records.unlabelled',
  ],
};
