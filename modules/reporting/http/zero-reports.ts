import { type Call, ok, type Result, refuse, route } from '@songhua/kernel';
import { institutionRecord, institutionsOfArea } from '@songhua/module-registry/api.ts';
import { type ZeroList, zeroInput, zeroList, zeroQuery, zeroWithdrawal } from '../contract.ts';
import { addDays, beginOf } from '../domain/judge-clock.ts';
import { isLateZero, mayBeSaid, zeroPeriod } from '../domain/zero-period.ts';
import { institutionsWithCards, putZeroReport, withdrawZero, zeroReports } from '../store/figures.ts';
import { loadView, reportsByLaw, type View } from './load-sight.ts';

type Means = Pick<Call<unknown, unknown, unknown>, 'tx' | 'records' | 'now'>;
interface Expected {
  readonly institution: string;
  readonly name: string;
  readonly area: string;
}

/** Kinds of institutions that see patients whom they would have to report: hospitals, health centres of towns and communities. */
const reports = (kind: string): boolean =>
  (/-hospital$/.test(kind) && kind !== 'nursing-hospital') ||
  kind === 'township-health-centre' ||
  kind === 'community-health-centre';

/** Who is expected to say something: the institution itself, or those of the area that one looks after. */
async function expected({ tx, records }: Means, { areas, sight }: View, area: string | undefined): Promise<readonly Expected[]> {
  if (sight.of === 'nothing') return [];
  if (sight.of === 'institution') {
    const id = sight.institution.slice('Organization/'.length);
    const found = await institutionRecord(tx, records, id);
    return [{ institution: sight.institution, name: found?.name ?? id, area: found?.area ?? '' }];
  }
  const own =
    sight.of === 'city' ? areas.filter(({ parent }) => parent === null).map(({ code }) => code) : sight.codes.slice(0, 1);
  const listed = (await Promise.all(own.map((code) => institutionsOfArea(tx, code)))).flat();
  const asked = area === undefined ? null : new Set((await institutionsOfArea(tx, area)).map(({ id }) => id));
  return listed
    .filter(({ id, kind }) => reports(kind) && (asked?.has(id) ?? true))
    .map((one) => ({ institution: `Organization/${one.id}`, name: one.name, area: one.area }));
}

async function listZero(
  means: Means,
  view: View,
  asked: { kind: 'day' | 'week'; from: string; area?: string | undefined },
): Promise<Result<ZeroList>> {
  const { tx, now } = means;
  const period = zeroPeriod(asked.kind, asked.from, now);
  if (!period.ok) return period;
  const { from, to } = period.value;
  const all = await expected(means, view, asked.area);
  const ids = all.map(({ institution }) => institution);
  const withCards = await institutionsWithCards(tx, ids, beginOf(from), beginOf(addDays(to, 1)));
  const said = new Map((await zeroReports(tx, asked.kind, from)).map((one) => [one.institution, one]));
  const items = all.map((one): ZeroList['items'][number] => {
    const zero = said.get(one.institution);
    const stands = zero && !zero.withdrawn ? zero : null;
    const gone = zero?.withdrawn ?? null;
    return {
      ...one,
      state: withCards.get(one.institution) ? 'cards' : stands ? 'zero' : 'silent',
      ...{ at: stands?.at.toISOString() ?? null, by: stands?.by_name ?? null },
      late: stands !== null && isLateZero(to, stands.at),
      withdrawn: gone && { ...gone, at: gone.at.toISOString() },
    };
  });
  const count = (state: string): number => items.filter((one) => one.state === state).length;
  return ok({
    kind: asked.kind,
    from,
    to,
    open: mayBeSaid(to, now),
    counts: { cards: count('cards'), zero: count('zero'), silent: count('silent') },
    items,
  });
}

export const listZeroReports = route({
  method: 'GET',
  path: '/api/reporting/zero-reports',
  summary: { zh: '零报告：各机构某日或某周有无病例', en: 'Zero reports: which institutions have said what of a day or week' },
  permission: 'reporting.read',
  people: reportsByLaw,
  query: zeroQuery,
  response: zeroList,
  handle: async (call) => listZero(call, await loadView(call.tx, call.actor), call.query),
});

export const sayZero = route({
  method: 'POST',
  path: '/api/reporting/zero-reports',
  summary: {
    zh: '零报告：本机构某日或某周没有应报告的病例',
    en: 'Say that one’s institution has seen no case on a day or in a week',
  },
  permission: 'reporting.report',
  people: reportsByLaw,
  body: zeroInput,
  response: zeroList,
  handle: async (call) => {
    const { tx, actor, now, body } = call;
    const view = await loadView(tx, actor);
    if (view.sight.of !== 'institution') return refuse('reporting.no-institution');
    const before = await listZero(call, view, body);
    if (!before.ok) return before;
    const { institution } = view.sight;
    const { from, to, open } = before.value;
    if (!open) return refuse('reporting.zero-future');
    // A draft is no case yet, and no zero either: it is decided first.
    const cards = await institutionsWithCards(tx, [institution], beginOf(from), beginOf(addDays(to, 1)));
    if (cards.size > 0) return refuse('reporting.not-zero');
    await putZeroReport(tx, { ...body, institution, by: { id: actor.id, name: actor.name }, now });
    return listZero(call, view, body);
  },
});

export const takeBackZero = route({
  method: 'POST',
  path: '/api/reporting/zero-reports/withdraw',
  summary: { zh: '撤回本机构的零报告，注明原因', en: 'Take back a zero report of one’s institution, with a reason' },
  permission: 'reporting.report',
  people: reportsByLaw,
  body: zeroWithdrawal,
  response: zeroList,
  handle: async (call) => {
    const { tx, actor, now, body } = call;
    const view = await loadView(tx, actor);
    if (view.sight.of !== 'institution') return refuse('reporting.no-institution');
    const period = zeroPeriod(body.kind, body.from, now);
    if (!period.ok) return period;
    const { institution } = view.sight;
    if (!(await withdrawZero(tx, { ...body, institution, by: actor.name, now }))) return refuse('reporting.no-zero');
    return listZero(call, view, body);
  },
});
