import { append } from '@songhua/events';
import { ok, type Result, type Tx } from '@songhua/kernel';
import type { EmergencyEvent, EventDraft, LogEntry, ReportDraft, Response, WarningDraft } from './contract.ts';
import { dayInBeijing } from './domain/beijing-day.ts';
import { checkReport } from './domain/check-report.ts';
import { checkTimes } from './domain/measure-clocks.ts';
import { findByWarning, findEvent, insertEvent, listOpened, nextNumber } from './store/events.ts';
import { addLog, insertReport, listLog } from './store/reports.ts';
import { listResponses } from './store/responses.ts';

/** What other modules may ask of the emergency command; everything happens in the caller's transaction. */

/** In whose name, when, and where ids come from. */
export interface Opening {
  readonly by: { readonly id: string; readonly name: string };
  readonly now: Date;
  readonly newId: () => string;
}

type Draft = EventDraft & { readonly warning?: string };

/** Opens an event, with its initial report when the draft has one: its id. The area must be one of the registry's. */
export async function openEvent(tx: Tx, draft: Draft, { by, now, newId }: Opening): Promise<Result<string>> {
  const { report, warning = null, ...head } = draft;
  const { firstCaseAt = null, detectedAt = null, notifiedAt = null, respondedAt = null } = draft.times;
  const times = { firstCaseAt, detectedAt, notifiedAt, respondedAt };
  const timed = checkTimes(times, now);
  if (!timed.ok) return timed;
  const initial: ReportDraft | null = report ? { ...report, kind: 'initial' } : null;
  if (initial) {
    const checked = checkReport(initial, [], 'reported', now);
    if (!checked.ok) return checked;
  }
  const id = newId();
  const number = await nextNumber(tx, draft.area, Number(dayInBeijing(now).slice(0, 4)));
  await insertEvent(tx, { ...head, id, number, warning, times }, by.name, now);
  await addLog(tx, id, { kind: 'opened', text: draft.title }, by, now);
  if (initial) {
    await insertReport(tx, id, { ...initial, id: newId(), number: 1 }, by.name, now);
    await addLog(tx, id, { kind: 'reported', text: initial.situation }, by, now);
  }
  await append(tx, 'emergency.event-opened', { id }, now, `emergency/${id}`);
  return ok(id);
}

/** The event of a warning: opened now, or the one that was opened from it before (`isNew` false). */
export async function openEventFromWarning(
  tx: Tx,
  draft: WarningDraft,
  opening: Opening,
): Promise<Result<{ readonly id: string; readonly isNew: boolean }>> {
  const known = await findByWarning(tx, draft.warning);
  if (known !== null) return ok({ id: known, isNew: false });
  const opened = await openEvent(tx, draft, opening);
  return opened.ok ? ok({ id: opened.value, isNew: true }) : opened;
}

/** The newest lines of an event's log, the oldest of them first; none when there is no such event. */
export const readLog = (tx: Tx, event: string, limit: number): Promise<readonly LogEntry[]> => listLog(tx, event, limit);

/** What others act on of an event: where it is, how bad, and the response under way, if one is. */
export interface EventResponse
  extends Pick<EmergencyEvent, 'id' | 'number' | 'title' | 'area' | 'kind' | 'level' | 'state' | 'times' | 'openedAt'> {
  readonly running: Pick<Response, 'id' | 'plan' | 'level' | 'startedAt'> | null;
}

/** An event with its response; null when there is no such event. */
export async function readResponse(tx: Tx, event: string, now: Date): Promise<EventResponse | null> {
  const found = await findEvent(tx, event, now);
  if (!found) return null;
  const { id, number, title, area, kind, level, state, times, openedAt } = found;
  const running = (await listResponses(tx, event)).find(({ endedAt }) => endedAt === null) ?? null;
  return { id, number, title, area, kind, level, state, times, openedAt, running };
}

/** The same without its response. */
export async function eventState(tx: Tx, event: string, now: Date): Promise<Omit<EventResponse, 'running'> | null> {
  const found = await findEvent(tx, event, now);
  if (!found) return null;
  const { id, number, title, area, kind, level, state, times, openedAt } = found;
  return { id, number, title, area, kind, level, state, times, openedAt };
}

/** Events opened from a moment up to, not including, another, in these counties and cities or in all, the oldest first. */
export async function eventsOpened(
  tx: Tx,
  asked: { readonly areas?: readonly string[]; readonly from: Date; readonly to: Date },
  now: Date,
): Promise<readonly Omit<EventResponse, 'running'>[]> {
  const found = await listOpened(tx, asked, now);
  return found.map(({ id, number, title, area, kind, level, state, times, openedAt }) => ({
    ...{ id, number, title, area, kind, level, state, times, openedAt },
  }));
}
