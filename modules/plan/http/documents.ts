import { ok, route } from '@songhua/kernel';
import { exportTable, exportTypes } from '@songhua/tables';
import { z } from 'zod';
import { documentInput, documentList, documentQuery, documentRef, documentRow, exportQuery } from '../contract.ts';
import { documentLimit } from '../domain/accept-document.ts';
import * as store from '../store/documents.ts';
import { dropDocument, keepDocument } from './keep-document.ts';
import { documentSheet } from './sheets.ts';

export const listDocuments = route({
  method: 'GET',
  path: '/api/plan/documents',
  summary: { zh: '已载入的规划文件', en: 'Plan documents that have been loaded' },
  permission: 'plan.read',
  people: 'none',
  query: documentQuery,
  response: documentList,
  handle: async ({ tx, query }) => ok({ items: await store.listDocuments(tx, query.plan ?? null) }),
});

export const exportDocuments = route({
  method: 'GET',
  path: '/api/plan/documents/export',
  summary: { zh: '导出已载入的规划文件清单', en: 'Plan documents that have been loaded, as a file' },
  permission: 'plan.read',
  people: 'none',
  query: documentQuery.extend(exportQuery.shape),
  response: { file: exportTypes },
  handle: async ({ tx, query, language }) => {
    const rows = await store.listDocuments(tx, query.plan ?? null);
    return ok(await exportTable(documentSheet(rows, language), query.format, language));
  },
});

export const addDocument = route({
  method: 'POST',
  path: '/api/plan/documents',
  summary: { zh: '载入规划文件全文，找出各指标的原句', en: 'Load a plan’s text and find each indicator’s own sentence' },
  permission: 'plan.manage-documents',
  people: 'none',
  body: documentInput,
  // JSON may spend two bytes for one of UTF-8 (\u4e2d), and quotes and line breaks one more; the text itself is held to 2 MiB.
  bodyLimit: documentLimit * 2 + 65_536,
  response: documentRow,
  handle: ({ tx, actor, now, body }) => keepDocument(tx, body.plan, body.text, actor.name, now),
});

export const removeDocument = route({
  method: 'DELETE',
  path: '/api/plan/documents/:id',
  summary: { zh: '移除已载入的规划文件', en: 'Remove a loaded plan document' },
  permission: 'plan.manage-documents',
  people: 'none',
  params: z.object({ id: z.string().max(128) }),
  response: documentRef,
  handle: ({ tx, now, params: { id } }) => dropDocument(tx, id, now),
});
