import { ok, refuse, route } from '@songhua/kernel';
import { openEventFromWarning, readResponse } from '@songhua/module-emergency/api.ts';
import { assessmentDraft, eventOpening, signalDetail, signalParams } from '../contract.ts';
import { judgeRisk } from '../domain/judge-risk.ts';
import { mayDo } from '../domain/move-signal.ts';
import { writeSignal } from '../store/signals-write.ts';
import { listSteps } from '../store/steps.ts';
import { workOn } from './hold-signal.ts';
import { assessmentsOf } from './load-detail.ts';

export const assessSignal = route({
  method: 'POST',
  path: '/api/surveillance/signals/:id/assessments',
  summary: { zh: '填写风险评估；旧评估不被覆盖', en: 'Assess the risk; no assessment is overwritten' },
  permission: 'surveillance.triage',
  people: 'none',
  params: signalParams,
  body: assessmentDraft,
  response: signalDetail,
  handle: (call) =>
    workOn(call, async (signal) => {
      const { tx, actor, now, body } = call;
      const may = mayDo(signal, 'assess');
      if (!may.ok) return may;
      const { version, ...draft } = body;
      const to = { ...signal, state: signal.state === 'event' ? ('assessed' as const) : signal.state };
      await writeSignal(tx, to, { kind: 'assessed', detail: { ...draft, risk: judgeRisk(draft) } }, actor, now);
      return ok(null);
    }),
});

export const openSignalEvent = route({
  method: 'POST',
  path: '/api/surveillance/signals/:id/event',
  summary: {
    zh: '把核实的信号转为突发公共卫生事件，登记到应急指挥',
    en: 'Open an event of the emergency command from a verified signal',
  },
  permission: 'surveillance.triage',
  people: 'none',
  params: signalParams,
  body: eventOpening,
  response: signalDetail,
  handle: (call) =>
    workOn(call, async (signal) => {
      const { tx, actor, now, newId, body } = call;
      const may = mayDo(signal, 'event');
      if (!may.ok) return may;
      const { title, kind, agent, firstCaseAt } = body;
      const opened = await openEventFromWarning(
        tx,
        {
          ...{ title, kind, agent, area: signal.area, place: signal.place, warning: `signal/${signal.id}` },
          ...{ disease: null, longitude: null, latitude: null },
          times: { firstCaseAt, detectedAt: signal.raisedAt, notifiedAt: now.toISOString() },
        },
        { by: actor, now, newId },
      );
      if (!opened.ok) return opened;
      const event = await readResponse(tx, opened.value.id, now);
      if (!event) return refuse('surveillance.unknown-signal', { id: signal.id });
      const { id, number } = event;
      const assessed = assessmentsOf(await listSteps(tx, signal.id)).length > 0;
      const to = {
        ...signal,
        state: assessed ? ('assessed' as const) : ('event' as const),
        event: { id, number, state: event.state },
      };
      await writeSignal(tx, to, { kind: 'event-opened', detail: { event: id, number } }, actor, now);
      return ok(null);
    }),
});
