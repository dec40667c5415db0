import { ok, route } from '@songhua/kernel';
import { z } from 'zod';
import { id, signalDetail, signalList, signalParams, signalQuery, submittedSignal } from '../contract.ts';
import { checkNamesNobody } from '../domain/find-personal-numbers.ts';
import { decideSight } from '../domain/see-area.ts';
import { raiseSignal } from '../store/signals.ts';
import { countOpen, countSignals, listSignals } from '../store/signals-read.ts';
import { loadDetail } from './load-detail.ts';
import { checkAbout, loadSurroundings, showSignal } from './load-surroundings.ts';
import { subjectsNamed } from './name-subjects.ts';

export const listSignalsRoute = route({
  method: 'GET',
  path: '/api/surveillance/signals',
  summary: { zh: '监测信号列表，逾期未核实的在前', en: 'Signals, those overdue for a verdict first' },
  permission: 'surveillance.read',
  people: 'none',
  query: signalQuery,
  response: signalList,
  handle: async ({ tx, actor, now, query: { area, limit, offset, ...filter } }) => {
    const around = await loadSurroundings(tx, actor, now);
    const areas = decideSight(around.areas, actor.area, area);
    if (!areas.ok) return areas;
    const asked = { ...filter, areas: areas.value, named: filter.q ? subjectsNamed(around.subjects, filter.q) : [] };
    const counted = await countSignals(tx, asked, now);
    const found = await listSignals(tx, asked, now, { limit, offset });
    const active = await countOpen(tx, asked, now);
    return ok({ ...counted, active, items: found.map((signal) => showSignal(around, signal)) });
  },
});

export const readSignal = route({
  method: 'GET',
  path: '/api/surveillance/signals/:id',
  summary: { zh: '一条信号的经过、评估和相似信号', en: 'One signal with its steps, assessments and others like it' },
  permission: 'surveillance.read',
  people: 'none',
  params: signalParams,
  response: signalDetail,
  handle: ({ tx, actor, now, params }) => loadDetail(tx, actor, params.id, now),
});

export const submitSignal = route({
  method: 'POST',
  path: '/api/surveillance/signals',
  summary: {
    zh: '业务系统报送一条信号；同一系统、同一渠道的同一编号只算一条',
    en: 'A program raises a signal; the same reference of a program and channel is one signal',
  },
  permission: 'surveillance.submit',
  people: 'none',
  body: submittedSignal,
  response: z.object({ id, isNew: z.boolean() }),
  handle: async ({ tx, actor, now, newId, body }) => {
    const around = await loadSurroundings(tx, actor, now);
    const about = checkAbout(around, body);
    if (!about.ok) return about;
    const { reference: sent, place, said, method, evidence } = body;
    const nobody = checkNamesNobody({ reference: sent, place, said, method, evidence });
    if (!nobody.ok) return nobody;
    // Two programs may count their messages alike.
    const reference = `${actor.id}/${body.reference}`;
    return raiseSignal(tx, { ...body, reference, source: 'api' }, { by: actor, now, newId });
  },
});

export const listSubjects = route({
  method: 'GET',
  path: '/api/surveillance/subjects',
  summary: { zh: '信号可涉及的病种、症候群和事件类型', en: 'Diseases, syndromes and kinds of events signals may be about' },
  permission: 'surveillance.read',
  people: 'none',
  response: z.object({ items: z.array(z.object({ code: z.string(), name: z.object({ zh: z.string(), en: z.string() }) })) }),
  handle: async ({ tx, actor, now }) => {
    const { subjects } = await loadSurroundings(tx, actor, now);
    return ok({ items: [...subjects].map(([code, name]) => ({ code, name })) });
  },
});
