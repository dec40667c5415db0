import { type Actor, ok, type Result, refuse, type Tx } from '@songhua/kernel';
import type { Board, Proposal, Report } from '../contract.ts';
import { dayInBeijing } from '../domain/beijing-day.ts';
import { gradable } from '../domain/decide-grading.ts';
import { measureClocks } from '../domain/measure-clocks.ts';
import { checkMover, isOver, movesFrom } from '../domain/move-event.ts';
import { proposeLevel } from '../domain/propose-level.ts';
import { checkResponder } from '../domain/start-response.ts';
import { listCallUps } from '../store/call-ups.ts';
import { currentRules, findPlan } from '../store/editions.ts';
import { findEvent, type StoredEvent } from '../store/events.ts';
import { listGradings, listLog, listReports } from '../store/reports.ts';
import { listResponses, listTasks } from '../store/responses.ts';
import { loadReserves, loadSupplies, loadTeams, showCall } from './load-pool.ts';
import { loadSurroundings, mayWrite, moverOf, type Surroundings, showEvent } from './load-surroundings.ts';
import { loadNotices } from './show-notices.ts';

/** What the rules say of an event by its latest report: what an older one stated may no longer hold. Null when there are no rules. */
export async function loadProposal(
  tx: Tx,
  event: Pick<StoredEvent, 'kind' | 'disease' | 'cases' | 'deaths'>,
  reports: readonly Report[],
  now: Date,
): Promise<Proposal | null> {
  const rules = await currentRules(tx, dayInBeijing(now));
  const { kind, disease, cases, deaths } = event;
  const facts = reports.at(-1)?.facts ?? {};
  return rules && proposeLevel({ kind, disease, cases, deaths, facts }, rules);
}

/** Lines of the log that come with the board. */
const logLines = 100;

/** Everything the command board of an event shows, as it stands at `now`. */
export async function loadBoard(tx: Tx, actor: Actor, id: string, now: Date, known?: Surroundings): Promise<Result<Board>> {
  const around = known ?? (await loadSurroundings(tx, actor));
  const event = await findEvent(tx, id, now);
  if (!event) return refuse('emergency.unknown-event', { id });
  const reports = await listReports(tx, id);
  const responses = await listResponses(tx, id);
  const running = responses.findLast(({ endedAt }) => endedAt === null);
  const over = isOver(event.state);
  const mayReport = !over && mayWrite(around, actor, 'emergency.report', event.area);
  const mayCommand = !over && mayWrite(around, actor, 'emergency.command', event.area);
  return ok({
    now: now.toISOString(),
    event: showEvent(around, event),
    mayReport,
    mayCommand,
    mayRespond: mayCommand && checkResponder(around.decidesFor, [event.level, running?.level ?? null]).ok,
    mayGrade: mayCommand ? gradable(around.decidesFor, event.level) : [],
    moves: mayReport ? movesFrom(event.state).filter((to) => checkMover(event, to, moverOf(around, actor)).ok) : [],
    clocks: measureClocks(event.times, now),
    reports,
    proposal: await loadProposal(tx, event, reports, now),
    gradings: await listGradings(tx, id),
    responses,
    tasks: await listTasks(tx, id, now),
    plan: running ? await findPlan(tx, running.plan, running.planVersion) : null,
    notices: await loadNotices(tx, around, id),
    calls: (await listCallUps(tx, id)).map((call) => showCall(around, call)),
    log: await listLog(tx, id, logLines),
    pool: {
      teams: await loadTeams(tx, around, {}, now),
      supplies: await loadSupplies(tx, around, {}, now),
      reserves: await loadReserves(tx, around, event.area, now),
    },
  });
}
