import type { Tx } from '@songhua/kernel';
import { areaTree } from '@songhua/module-registry/api.ts';
import type { SignalDraft } from '../contract.ts';
import { raiseSignal } from '../store/signals.ts';
import type { NightMeans } from './night-means.ts';

/** Makes a signal of every channel that alarms in an area of the city; how many are new. */
export async function raiseAlarms(tx: Tx, drafts: readonly SignalDraft[], { now, newId }: NightMeans): Promise<number> {
  const inCity = new Set((await areaTree(tx)).map(({ code }) => code));
  let signals = 0;
  for (const draft of drafts) {
    if (!inCity.has(draft.area) || (draft.town !== null && !inCity.has(draft.town))) continue;
    const raised = await raiseSignal(tx, { ...draft, source: 'detection' }, { by: null, now, newId });
    if (raised.ok && raised.value.isNew) signals += 1;
  }
  return signals;
}
