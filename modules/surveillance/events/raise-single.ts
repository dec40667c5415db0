import { createHash } from 'node:crypto';
import type { Subscription } from '@songhua/kernel';
import { caseFact } from '@songhua/module-reporting/contract.ts';
import { dayInBeijing } from '../domain/beijing-day.ts';
import { judgeSingle } from '../domain/judge-single.ts';
import { raiseSignal } from '../store/signals.ts';

/** The same id for the same card and rule, so that an event handed on again names the same signal. */
const idFor = (reference: string): string => {
  const hex = createHash('sha256').update(`surveillance rule ${reference}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-9${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** One reported case of what needs no second one is a signal at once, its two hours running from the report: nobody waits for the night. */
export const raiseSingle: Subscription = {
  name: 'surveillance.raise-single',
  event: 'reporting.card-reported',
  title: { zh: '单例预警：报告一例即出信号', en: 'One case is enough: a signal with its report' },
  handle: async (tx, { payload, at }) => {
    const fact = caseFact.parse(payload);
    const day = dayInBeijing(at);
    for (const { rule, place, summary, version } of judgeSingle(fact, at)) {
      const reference = `${rule}/${fact.disease}/${fact.card}`;
      await raiseSignal(
        tx,
        {
          ...{ channel: 'case-reports', source: 'rule', reference, area: place.key, town: null, place: null },
          ...{
            subject: fact.disease,
            from: day,
            to: day,
            observed: 1,
            expected: null,
            p: null,
          },
          ...{ level: 'immediate', method: `rule ${rule}`, said: summary.zh },
          evidence: { rule, version, cards: [fact.card] },
        },
        { by: null, now: at, newId: () => idFor(reference) },
      );
    }
  },
};
