import { createHash } from 'node:crypto';
import type { Job, Subscription } from '@songhua/kernel';
import { noticed } from '../contract.ts';
import { capture, captureAll } from './capture.ts';

const mostAtOnce = 200;

/** Ids that are the same when an event is handed on again: the nth of this event. */
function idsFrom(seed: string): () => string {
  let count = 0;
  return () => {
    const hex = createHash('sha1').update(`${seed} ${count++}`).digest('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  };
}

/** Prepares a card while the clinician still has the person before them. */
export const takeNoticed: Subscription = {
  name: 'reporting.take-noticed',
  event: 'reporting.noticed',
  title: { zh: '从诊断、检验和处方准备传染病报告卡', en: 'Prepare report cards from diagnoses, results and prescriptions' },
  handle: async (tx, { id, payload, at }, records) => {
    await capture({ tx, records, now: at, newId: idsFrom(id) }, mostAtOnce, noticed.parse(payload).sources);
  },
};

/** What an import brings is looked at little by little. */
export const captureWaiting: Job = {
  name: 'reporting.capture-waiting',
  title: { zh: '从成批导入的记录准备传染病报告卡', en: 'Prepare report cards from records that came in large numbers' },
  everyMs: 10_000,
  run: async (tx, means) => captureAll({ ...means, tx }, mostAtOnce),
};
