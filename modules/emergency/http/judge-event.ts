import { ok, refuse, route } from '@songhua/kernel';
import { board, eventMove, eventParams, gradingDraft, reportDraft } from '../contract.ts';
import { checkReport } from '../domain/check-report.ts';
import { decideGrading } from '../domain/decide-grading.ts';
import { checkMover, moveEvent } from '../domain/move-event.ts';
import { updateEvent } from '../store/events.ts';
import { insertGrading, insertReport, listGradings, listReports } from '../store/reports.ts';
import { loadProposal } from './load-board.ts';
import { moverOf } from './load-surroundings.ts';
import { writeOnEvent } from './write-on-event.ts';

export const reportEvent = route({
  method: 'POST',
  path: '/api/emergency/events/:id/reports',
  summary: {
    zh: '提交首次、进程或结案报告；旧报告不被覆盖',
    en: 'Send an initial, progress or closing report; none is overwritten',
  },
  permission: 'emergency.report',
  people: 'none',
  params: eventParams,
  body: reportDraft,
  response: board,
  handle: ({ tx, actor, now, newId, params: { id }, body }) =>
    writeOnEvent({ tx, actor, now, id }, async (event) => {
      const former = await listReports(tx, id);
      const checked = checkReport(body, former, event.state, now);
      if (!checked.ok) return checked;
      await insertReport(tx, id, { ...body, id: newId(), number: former.length + 1 }, actor.name, now);
      await updateEvent(tx, id, event);
      return ok({ kind: 'reported', text: body.situation });
    }),
});

export const moveEventRoute = route({
  method: 'POST',
  path: '/api/emergency/events/:id/moves',
  summary: { zh: '核实、排除或结案', en: 'Verify, discard or close an event' },
  permission: 'emergency.report',
  people: 'none',
  params: eventParams,
  body: eventMove,
  response: board,
  handle: ({ tx, actor, now, params: { id }, body: { to, reason, version } }) =>
    writeOnEvent({ tx, actor, now, id, version }, async (event, around) => {
      const mine = checkMover(event, to, moverOf(around, actor));
      if (!mine.ok) return mine;
      const moved = moveEvent(event.state, to, await listReports(tx, id), reason ?? null);
      if (!moved.ok) return moved;
      await updateEvent(tx, id, { ...event, state: to });
      return ok({ kind: to, ...(reason !== undefined && { text: reason }) });
    }),
});

export const gradeEvent = route({
  method: 'POST',
  path: '/api/emergency/events/:id/gradings',
  summary: {
    zh: '决定事件级别（人定，附理由），升降级均留痕',
    en: 'Decide the level, with the reason; raising and lowering are kept',
  },
  permission: 'emergency.command',
  people: 'none',
  params: eventParams,
  body: gradingDraft,
  response: board,
  handle: ({ tx, actor, now, newId, params: { id }, body }) =>
    writeOnEvent({ tx, actor, now, id, version: body.version }, async (event, { decidesFor }) => {
      const former = (await listGradings(tx, id)).length;
      const { level, reason, order = null } = body;
      const asked = { state: event.state, before: event.level, level, former, order, answersFor: decidesFor };
      const direction = decideGrading(asked);
      if (!direction.ok) return direction;
      const proposal = await loadProposal(tx, event, await listReports(tx, id), now);
      if (!proposal) return refuse('emergency.no-rules');
      const grading = { id: newId(), level, before: event.level, direction: direction.value, reason, order, proposal };
      await insertGrading(tx, id, grading, actor.name, now);
      await updateEvent(tx, id, { ...event, level });
      return ok({ kind: 'graded', text: `${event.level ?? '—'} → ${level ?? '—'}: ${reason}` });
    }),
});
