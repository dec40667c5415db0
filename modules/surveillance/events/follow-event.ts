import type { Subscription } from '@songhua/kernel';
import { readResponse } from '@songhua/module-emergency/api.ts';
import { z } from 'zod';
import { followEvent } from '../domain/move-signal.ts';
import { signalsOfEvent } from '../store/signals-read.ts';
import { writeSignal } from '../store/signals-write.ts';

const news = z.object({ id: z.uuid() });

/** Signals show how far the event has come that was opened from them; what is read is how it stands now, so a second telling changes nothing. */
export const followEvents: Subscription = {
  name: 'surveillance.follow-events',
  event: 'emergency.event-changed',
  title: { zh: '信号跟随应急事件的进展', en: 'Signals follow their events' },
  handle: async (tx, { payload, at }) => {
    const { id } = news.parse(payload);
    const event = await readResponse(tx, id, at);
    if (!event) return;
    for (const signal of await signalsOfEvent(tx, id)) {
      if (signal.event?.state === event.state) continue;
      const state = followEvent(signal.state, event.state) ?? signal.state;
      const to = { ...signal, state, event: { id, number: event.number, state: event.state } };
      await writeSignal(tx, to, { kind: 'event-state', detail: { state: event.state } }, null, at);
    }
  },
};
