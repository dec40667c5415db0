import { type Actor, fileReply, may, ok, type Result, refuse, route, type Tx } from '@songhua/kernel';
import { openEventFromWarning, readResponse } from '@songhua/module-emergency/api.ts';
import { documentType, writeDocument } from '@songhua/tables';
import { z } from 'zod';
import {
  type Warning,
  type WarningDetail,
  warningDetail,
  warningList,
  warningMove,
  warningParams,
  warningQuery,
  writtenProduct,
} from '../contract.ts';
import { decideSight, isInSight } from '../domain/see-area.ts';
import { productKinds, writeProduct } from '../domain/write-product.ts';
import { listNights } from '../store/judgements.ts';
import {
  countWarnings,
  findWarning,
  listWarningSteps,
  listWarnings,
  type StoredWarning,
  writeWarning,
} from '../store/warnings.ts';
import { loadSurroundings, type Surroundings } from './load-surroundings.ts';

const show = ({ nameOf, subjects }: Surroundings, { immediate: _, ...warning }: StoredWarning): Warning => ({
  ...warning,
  areaName: nameOf(warning.area),
  subjectName: subjects.get(warning.subject) ?? { zh: warning.subject, en: warning.subject },
});

const mayTriage = (actor: Actor): boolean => may(actor, 'surveillance.triage');

async function loadWarning(tx: Tx, actor: Actor, id: string, now: Date): Promise<Result<WarningDetail>> {
  const around = await loadSurroundings(tx, actor, now);
  const found = await findWarning(tx, id);
  if (!found || !isInSight(around.mine, found.warning.area, null)) return refuse('surveillance.unknown-warning', { id });
  return ok({
    warning: show(around, found.warning),
    mayTriage: mayTriage(actor),
    ...found.content,
    steps: await listWarningSteps(tx, id),
  });
}

export const listWarningsRoute = route({
  method: 'GET',
  path: '/api/surveillance/warnings',
  summary: { zh: '多渠道融合的预警，待核实的在前', en: 'Warnings from several channels, those to be verified first' },
  permission: 'surveillance.read',
  people: 'none',
  query: warningQuery,
  response: warningList,
  handle: async ({ tx, actor, now, query: { area, level, state, limit, offset } }) => {
    const around = await loadSurroundings(tx, actor, now);
    const areas = decideSight(around.areas, actor.area, area);
    if (!areas.ok) return areas;
    const asked = { areas: areas.value, level, state };
    const items = await listWarnings(tx, asked, limit, offset);
    const [lastNight = null] = await listNights(tx, 1);
    return ok({ ...(await countWarnings(tx, asked)), items: items.map((one) => show(around, one)), lastNight });
  },
});

export const readWarning = route({
  method: 'GET',
  path: '/api/surveillance/warnings/:id',
  summary: { zh: '一条预警：各渠道、为何是这一级、经过', en: 'One warning: its channels, why this level, what was done' },
  permission: 'surveillance.read',
  people: 'none',
  params: warningParams,
  response: warningDetail,
  handle: ({ tx, actor, now, params }) => loadWarning(tx, actor, params.id, now),
});

type Move = z.output<typeof warningMove>;

/** From which states each move goes. */
const from: Readonly<Record<Move['kind'], readonly Warning['state'][]>> = {
  verdict: ['new', 'verified', 'false'],
  event: ['verified'],
  close: ['verified', 'false', 'event'],
  note: ['new', 'verified', 'false', 'event', 'closed'],
};

export const moveWarning = route({
  method: 'POST',
  path: '/api/surveillance/warnings/:id/moves',
  summary: { zh: '核实、转为事件、关闭预警或加备注', en: 'Verify a warning, open an event from it, close it, or note something' },
  permission: 'surveillance.triage',
  people: 'none',
  params: warningParams,
  body: warningMove,
  response: warningDetail,
  handle: async ({ tx, actor, now, newId, params: { id }, body }) => {
    const around = await loadSurroundings(tx, actor, now);
    const held = await findWarning(tx, id, true);
    if (!held || !isInSight(around.mine, held.warning.area, null)) return refuse('surveillance.unknown-warning', { id });
    const { warning } = held;
    if (warning.version !== body.version)
      return refuse('surveillance.changed-meanwhile', { version: warning.version, seen: body.version });
    if (!from[body.kind].includes(warning.state))
      return refuse('surveillance.warning-answered', { state: warning.state, move: body.kind });
    if (body.kind === 'verdict') {
      const { outcome, reason } = body;
      const state = outcome === 'true' ? 'verified' : outcome === 'false' ? 'false' : 'new';
      const to = { ...warning, state, outcome, reason, answeredAt: warning.answeredAt ?? now.toISOString() } as const;
      await writeWarning(tx, to, { kind: `verdict-${outcome}`, note: reason }, actor.name, now);
    } else if (body.kind === 'event') {
      const draft = {
        ...{ title: body.title, kind: 'infectious' as const, area: warning.area, place: null, warning: `warning/${id}` },
        ...{ agent: show(around, warning).subjectName.zh, disease: null, longitude: null, latitude: null },
        times: { detectedAt: warning.raisedAt, notifiedAt: now.toISOString() },
      };
      const opened = await openEventFromWarning(tx, draft, { by: actor, now, newId });
      if (!opened.ok) return opened;
      const event = await readResponse(tx, opened.value.id, now);
      const to = { ...warning, state: 'event' as const, event: { id: opened.value.id, number: event?.number ?? '' } };
      await writeWarning(tx, to, { kind: 'event-opened', note: event?.number ?? null }, actor.name, now);
    } else if (body.kind === 'close') {
      await writeWarning(tx, { ...warning, state: 'closed' }, { kind: 'closed', note: body.reason }, actor.name, now);
    } else {
      await writeWarning(tx, warning, { kind: 'note', note: body.note }, actor.name, now);
    }
    return loadWarning(tx, actor, id, now);
  },
});

const productParams = warningParams.extend({ kind: z.enum(productKinds) });

export const readProduct = route({
  method: 'GET',
  path: '/api/surveillance/warnings/:id/products/:kind',
  summary: {
    zh: '由数据生成的预警产品：公众健康风险提示、部门警示通报、政府决策建议',
    en: 'Products of a warning, generated from its data: public notice, bulletin to departments, advice to the government',
  },
  permission: 'surveillance.read',
  people: 'none',
  params: productParams,
  response: writtenProduct,
  handle: async ({ tx, actor, now, language, params: { id, kind } }) => {
    const found = await loadWarning(tx, actor, id, now);
    return found.ok ? ok(writeProduct(kind, found.value, language)) : found;
  },
});

export const downloadProduct = route({
  method: 'GET',
  path: '/api/surveillance/warnings/:id/products/:kind/document',
  summary: { zh: '预警产品（DOCX，可修改）', en: 'A product of a warning as DOCX, to be edited' },
  permission: 'surveillance.read',
  people: 'none',
  params: productParams,
  query: z.object({ format: z.literal('docx').default('docx') }),
  response: { file: [documentType] },
  handle: async ({ tx, actor, now, language, params: { id, kind } }) => {
    const found = await loadWarning(tx, actor, id, now);
    if (!found.ok) return found;
    const report = writeProduct(kind, found.value, language);
    return ok(fileReply(`${report.title}.docx`, documentType, await writeDocument(report, language)));
  },
});
