import { fileReply, ok, route } from '@songhua/kernel';
import { documentType, writeDocument } from '@songhua/tables';
import { z } from 'zod';
import { eventParams, situation } from '../contract.ts';
import { composeSituation } from '../domain/compose-situation.ts';
import { loadBoard } from './load-board.ts';

export const readSituation = route({
  method: 'GET',
  path: '/api/emergency/events/:id/situation',
  summary: { zh: '态势报告，由数据生成', en: 'The situation report, generated from the data' },
  permission: 'emergency.read',
  people: 'none',
  params: eventParams,
  response: situation,
  handle: async ({ tx, actor, now, language, params: { id } }) => {
    const board = await loadBoard(tx, actor, id, now);
    return board.ok ? ok(composeSituation(board.value, language)) : board;
  },
});

export const downloadSituation = route({
  method: 'GET',
  path: '/api/emergency/events/:id/situation/document',
  summary: { zh: '态势报告（DOCX）', en: 'The situation report (DOCX)' },
  permission: 'emergency.read',
  people: 'none',
  params: eventParams,
  query: z.object({ format: z.literal('docx').default('docx') }),
  response: { file: [documentType] },
  handle: async ({ tx, actor, now, language, params: { id } }) => {
    const board = await loadBoard(tx, actor, id, now);
    if (!board.ok) return board;
    const report = composeSituation(board.value, language);
    return ok(fileReply(`${report.title}.docx`, documentType, await writeDocument(report, language)));
  },
});
