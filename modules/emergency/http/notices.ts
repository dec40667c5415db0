import { append } from '@songhua/events';
import { fileReply, ok, type Result, refuse, route } from '@songhua/kernel';
import { institutionsOfArea } from '@songhua/module-registry/api.ts';
import { documentType, writeDocument } from '@songhua/tables';
import { z } from 'zod';
import {
  acknowledgement,
  board,
  eventParams,
  type Notice,
  noticeDraft,
  noticeMove,
  noticeParams,
  noticeProposal,
  noticeProposalQuery,
  situation,
} from '../contract.ts';
import { checkDecision, checkRecipients } from '../domain/check-notice.ts';
import { composeNotice, writeNotice } from '../domain/compose-notice.ts';
import { acknowledge, decideNotice, insertNotice, listNotices } from '../store/notices.ts';
import { loadBoard } from './load-board.ts';
import { writeOnEvent } from './write-on-event.ts';

export const proposeNotice = route({
  method: 'GET',
  path: '/api/emergency/events/:id/notice-draft',
  summary: { zh: '按事件数据和预案拟出的通报文本', en: 'A text of a notice, composed from the data and the plan' },
  permission: 'emergency.report',
  people: 'none',
  params: eventParams,
  query: noticeProposalQuery,
  response: noticeProposal,
  handle: async ({ tx, actor, now, language, params: { id }, query: { audience } }) => {
    const found = await loadBoard(tx, actor, id, now);
    return found.ok ? ok(composeNotice(found.value, audience, language)) : found;
  },
});

export const draftNotice = route({
  method: 'POST',
  path: '/api/emergency/events/:id/notices',
  summary: { zh: '起草提示、通报或建议，待批准', en: 'Draft advice, a bulletin or a proposal, to be approved' },
  permission: 'emergency.report',
  people: 'none',
  params: eventParams,
  body: noticeDraft,
  response: board,
  handle: ({ tx, actor, now, newId, params: { id }, body }) =>
    writeOnEvent({ tx, actor, now, id }, async (_event, { areas }) => {
      const named = checkRecipients(body);
      if (!named.ok) return named;
      const city = areas.find(({ level }) => level === 'city');
      const known = body.institutions.length > 0 && city ? await institutionsOfArea(tx, city.code) : [];
      const lost = body.institutions.find((one) => known.every((other) => other.id !== one));
      if (lost !== undefined) return refuse('emergency.unknown-institution', { institution: lost });
      const to = [
        ...[...new Set(body.departments)].map((code) => ({ kind: 'department' as const, code })),
        ...[...new Set(body.institutions)].map((code) => ({ kind: 'institution' as const, code })),
      ];
      await insertNotice(tx, id, { ...body, id: newId(), by: actor.name }, to, now);
      return ok({ kind: 'notice-drafted', text: body.title });
    }),
});

export const decideNoticeRoute = route({
  method: 'POST',
  path: '/api/emergency/events/:id/notices/:notice',
  summary: { zh: '批准并发出，或撤回草稿', en: 'Approve and send a draft, or withdraw it' },
  permission: 'emergency.command',
  people: 'none',
  params: noticeParams,
  body: noticeMove,
  response: board,
  handle: ({ tx, actor, now, params: { id, notice }, body: { to } }) =>
    writeOnEvent({ tx, actor, now, id }, async () => {
      const found = (await listNotices(tx, id)).find((one) => one.id === notice);
      if (!found) return refuse('emergency.unknown-notice', { notice });
      const open = checkDecision(found);
      if (!open.ok) return open;
      await decideNotice(tx, notice, to, actor.name, now);
      if (to === 'sent') await append(tx, 'emergency.notices-changed', { id: notice }, now, `emergency/notice/${notice}`);
      return ok({ kind: to === 'sent' ? 'notice-issued' : 'notice-withdrawn', text: found.title });
    }),
});

export const acknowledgeFor = route({
  method: 'POST',
  path: '/api/emergency/events/:id/notices/:notice/acknowledgements',
  summary: { zh: '代为登记部门或机构已收到', en: 'Enter that a department or institution has received a notice' },
  permission: 'emergency.report',
  people: 'none',
  params: noticeParams,
  body: acknowledgement,
  response: board,
  handle: ({ tx, actor, now, params: { id, notice }, body: { kind, code, by } }) =>
    writeOnEvent({ tx, actor, now, id }, async () => {
      const found = (await listNotices(tx, id)).find((one) => one.id === notice);
      const one = found?.to.find((to) => to.kind === kind && to.code === code);
      if (found?.state !== 'sent' || !one) return refuse('emergency.unknown-notice', { notice });
      if (one.acknowledgedAt !== null) return ok(null);
      await acknowledge(tx, notice, one, by, now);
      return ok({ kind: 'notice-acknowledged', text: `${found.title} · ${by}` });
    }),
});

async function findNotice(
  loaded: Promise<Awaited<ReturnType<typeof loadBoard>>>,
  id: string,
  language: 'zh' | 'en',
): Promise<Result<ReturnType<typeof writeNotice>>> {
  const found = await loaded;
  if (!found.ok) return found;
  const notice: Notice | undefined = found.value.notices.find((one) => one.id === id);
  return notice ? ok(writeNotice(found.value, notice, language)) : refuse('emergency.unknown-notice', { notice: id });
}

export const readNotice = route({
  method: 'GET',
  path: '/api/emergency/events/:id/notices/:notice',
  summary: { zh: '一份通报的发布文本', en: 'A notice as it is published' },
  permission: 'emergency.read',
  people: 'none',
  params: noticeParams,
  response: situation,
  handle: ({ tx, actor, now, language, params: { id, notice } }) => findNotice(loadBoard(tx, actor, id, now), notice, language),
});

export const downloadNotice = route({
  method: 'GET',
  path: '/api/emergency/events/:id/notices/:notice/document',
  summary: { zh: '一份通报的发布文本（DOCX）', en: 'A notice as it is published (DOCX)' },
  permission: 'emergency.read',
  people: 'none',
  params: noticeParams,
  query: z.object({ format: z.literal('docx').default('docx') }),
  response: { file: [documentType] },
  handle: async ({ tx, actor, now, language, params: { id, notice } }) => {
    const written = await findNotice(loadBoard(tx, actor, id, now), notice, language);
    if (!written.ok) return written;
    return ok(fileReply(`${written.value.title}.docx`, documentType, await writeDocument(written.value, language)));
  },
});
