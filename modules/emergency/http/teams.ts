import { append } from '@songhua/events';
import { type Actor, ok, type Result, refuse, route, type Tx } from '@songhua/kernel';
import {
  dutyDraft,
  dutyParams,
  memberDraft,
  memberParams,
  memberPatch,
  type TeamList,
  team,
  teamDraft,
  teamList,
  teamParams,
  teamQuery,
} from '../contract.ts';
import { dayInBeijing } from '../domain/beijing-day.ts';
import { findDutyGaps } from '../domain/find-duty-gaps.ts';
import {
  deleteDuty,
  insertDuty,
  insertMember,
  insertTeam,
  listDuties,
  lockTeam,
  type StoredTeam,
  setMemberActive,
} from '../store/teams.ts';
import { loadTeams } from './load-pool.ts';
import { loadSurroundings, readAreas, type Surroundings } from './load-surroundings.ts';

const rotaDays = 7;
const iso = (at: number): string => new Date(at).toISOString();

/** The teams with the rota of the week that begins on a day in Beijing, and when nobody is on call in it. */
async function loadRotas(
  tx: Tx,
  around: Surroundings,
  areas: readonly string[] | undefined,
  from: string,
  now: Date,
): Promise<TeamList> {
  const teams = await loadTeams(tx, around, { areas }, now);
  const begin = Date.parse(`${from}T00:00:00+08:00`);
  const within = { from: begin, until: begin + rotaDays * 86_400_000 };
  const ids = teams.map(({ id }) => id);
  const duties = await listDuties(tx, ids, new Date(within.from), new Date(within.until));
  return {
    now: now.toISOString(),
    items: teams.map((one) => {
      const own = duties.filter((duty) => duty.team === one.id).map(({ team: _, ...duty }) => duty);
      const stretches = own.map((duty) => ({ from: Date.parse(duty.from), until: Date.parse(duty.until) }));
      const gaps = findDutyGaps(stretches, within).map((gap) => ({ from: iso(gap.from), until: iso(gap.until) }));
      return { ...one, rota: { team: one.id, from: iso(within.from), until: iso(within.until), duties: own, gaps } };
    }),
  };
}

export const listTeamsRoute = route({
  method: 'GET',
  path: '/api/emergency/teams',
  summary: { zh: '应急队伍、专家库与一周值班', en: 'Teams, expert pools and who is on call in a week' },
  permission: 'emergency.read',
  people: 'none',
  query: teamQuery,
  response: teamList,
  handle: async ({ tx, actor, now, query: { area, from } }) => {
    const around = await loadSurroundings(tx, actor);
    const areas = readAreas(around, area);
    return areas.ok ? ok(await loadRotas(tx, around, areas.value, from ?? dayInBeijing(now), now)) : areas;
  },
});

/** Writes on a team that is held, if the writer may, and answers it as it then stands. */
async function writeOnTeam(
  { tx, actor, now }: { readonly tx: Tx; readonly actor: Actor; readonly now: Date },
  id: string,
  write: (held: StoredTeam) => Promise<Result<unknown>>,
) {
  const around = await loadSurroundings(tx, actor);
  const held = await lockTeam(tx, id);
  if (!held) return refuse('emergency.unknown-team', { team: id });
  const scope = around.writeIn(held.area);
  if (!scope.ok) return scope;
  const written = await write(held);
  if (!written.ok) return written;
  await append(tx, 'emergency.teams-changed', { id }, now);
  const [answer] = await loadTeams(tx, around, { ids: [id] }, now);
  return ok(answer);
}

export const createTeam = route({
  method: 'POST',
  path: '/api/emergency/teams',
  summary: { zh: '建立一支应急队伍或一个专家库', en: 'Make a team or a pool of experts' },
  permission: 'emergency.command',
  people: 'none',
  body: teamDraft,
  response: team,
  handle: async ({ tx, actor, now, newId, body }) => {
    const scope = (await loadSurroundings(tx, actor)).writeIn(body.area);
    if (!scope.ok) return scope;
    const id = newId();
    await insertTeam(tx, { ...body, id }, actor.name, now);
    return writeOnTeam({ tx, actor, now }, id, async () => ok(null));
  },
});

export const addMember = route({
  method: 'POST',
  path: '/api/emergency/teams/:id/members',
  summary: { zh: '增加队员或专家', en: 'Add a member' },
  permission: 'emergency.command',
  people: 'none',
  params: teamParams,
  body: memberDraft,
  response: team,
  handle: ({ tx, actor, now, newId, params: { id }, body }) =>
    writeOnTeam({ tx, actor, now }, id, async () => {
      await insertMember(tx, id, { ...body, id: newId(), active: true });
      return ok(null);
    }),
});

export const changeMember = route({
  method: 'PATCH',
  path: '/api/emergency/teams/:id/members/:member',
  summary: { zh: '停用或恢复队员', en: 'Let a member rest, or take them up again' },
  permission: 'emergency.command',
  people: 'none',
  params: memberParams,
  body: memberPatch,
  response: team,
  handle: ({ tx, actor, now, params: { id, member }, body: { active } }) =>
    writeOnTeam({ tx, actor, now }, id, async ({ members }) => {
      if (!members.some((one) => one.id === member)) return refuse('emergency.unknown-member', { member });
      await setMemberActive(tx, member, active);
      return ok(null);
    }),
});

/** The longest that somebody is put down for at once. */
const longestDuty = 31 * 86_400_000;

export const addDuty = route({
  method: 'POST',
  path: '/api/emergency/teams/:id/duties',
  summary: { zh: '排班：某队员在一段时间内值班', en: 'Put somebody on call for a time' },
  permission: 'emergency.command',
  people: 'none',
  params: teamParams,
  body: dutyDraft,
  response: team,
  handle: ({ tx, actor, now, newId, params: { id }, body }) =>
    writeOnTeam({ tx, actor, now }, id, async ({ members }) => {
      const found = members.find((one) => one.id === body.member);
      if (!found?.active) return refuse('emergency.unknown-member', { member: body.member });
      const long = Date.parse(body.until) - Date.parse(body.from);
      if (long <= 0 || long > longestDuty) return refuse('emergency.duty-length', { from: body.from, until: body.until });
      await insertDuty(tx, id, { ...body, id: newId() });
      return ok(null);
    }),
});

export const removeDuty = route({
  method: 'DELETE',
  path: '/api/emergency/teams/:id/duties/:duty',
  summary: { zh: '取消一段值班', en: 'Take away a duty' },
  permission: 'emergency.command',
  people: 'none',
  params: dutyParams,
  response: team,
  handle: ({ tx, actor, now, params: { id, duty } }) =>
    writeOnTeam({ tx, actor, now }, id, async () =>
      (await deleteDuty(tx, id, duty)) ? ok(null) : refuse('emergency.unknown-duty', { duty }),
    ),
});
