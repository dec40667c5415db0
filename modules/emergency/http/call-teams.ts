import { ok, refuse, route } from '@songhua/kernel';
import { board, callDraft, callParams, callReply, eventParams } from '../contract.ts';
import { answerCall, insertCallUp, listCallUps } from '../store/call-ups.ts';
import { listTeams } from '../store/teams.ts';
import { writeOnEvent } from './write-on-event.ts';

export const callTeam = route({
  method: 'POST',
  path: '/api/emergency/events/:id/calls',
  summary: { zh: '调集一支队伍，逾期未应答自动上报', en: 'Call up a team; who does not answer in time is carried up' },
  permission: 'emergency.command',
  people: 'none',
  params: eventParams,
  body: callDraft,
  response: board,
  handle: ({ tx, actor, now, newId, params: { id }, body }) =>
    writeOnEvent({ tx, actor, now, id }, async (_, { writeIn }) => {
      const [team] = await listTeams(tx, { ids: [body.team] });
      if (!team) return refuse('emergency.unknown-team', { team: body.team });
      const scope = writeIn(team.area);
      if (!scope.ok) return scope;
      const members = team.members.filter(({ active }) => active).map((one) => one.id);
      if (members.length === 0) return refuse('emergency.team-empty', { team: team.name });
      const answerBy = new Date(now.getTime() + body.minutes * 60_000);
      const { message } = body;
      await insertCallUp(tx, { id: newId(), event: id, team: team.id, message, answerBy, members }, actor.name, now);
      return ok({ kind: 'called-up', text: `${team.name}: ${message}` });
    }),
});

export const answerCallRoute = route({
  method: 'POST',
  path: '/api/emergency/events/:id/calls/:call/members/:member',
  summary: { zh: '登记队员对调集的应答', en: 'Record how somebody who was called up answered' },
  permission: 'emergency.report',
  people: 'none',
  params: callParams,
  body: callReply,
  response: board,
  handle: ({ tx, actor, now, params: { id, call, member }, body: { answer } }) =>
    writeOnEvent({ tx, actor, now, id }, async () => {
      const found = (await listCallUps(tx, id)).find((one) => one.id === call);
      const called = found?.called.find((one) => one.member === member);
      if (!found || !called) return refuse('emergency.unknown-call', { call });
      await answerCall(tx, call, member, answer, now);
      const text = {
        zh: `${found.teamName} ${called.name}：${answer === 'coming' ? '立即出发' : '无法到场'}`,
        en: `${found.teamName}, ${called.name}: ${answer === 'coming' ? 'coming' : 'unable to come'}`,
      };
      return ok({ kind: 'call-answered', text });
    }),
});
