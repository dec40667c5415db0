import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type Command, withResult, withTx } from '@songhua/kernel';
import { documentInput } from '../contract.ts';
import { dropDocument, keepDocument } from '../http/keep-document.ts';
import { listDocuments } from '../store/documents.ts';
import { tableLines } from './print-table.ts';
import { sayRefusal } from './say-refusal.ts';

/** The text of a file in UTF-8 or, as older offices save it, GB 18030. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

export const addDocument: Command = {
  name: 'plan document add',
  usage: 'FILE [--plan ID]',
  summary: {
    zh: '载入规划原文，页面即显示各指标的原句',
    en: 'Load a plan’s text, so that pages show each indicator’s own sentence',
  },
  run: async (args, { pool, now, print }) => {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { plan: { type: 'string' } } });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) {
      print(`songhua ${addDocument.name} ${addDocument.usage}`);
      return 2;
    }
    let bytes: Uint8Array;
    try {
      bytes = await readFile(file);
    } catch (error) {
      print(`无法读取 / cannot read ${file}: ${(error as Error).message}`);
      return 2;
    }
    const input = documentInput.safeParse({ plan: values.plan, text: decodeText(bytes) });
    if (!input.success) {
      print(`文件是空的 / the file is empty: ${file}`);
      return 2;
    }
    const kept = await withResult(pool, 'write', (tx) =>
      keepDocument(tx, input.data.plan, input.data.text, 'songhua plan document add', now),
    );
    if (!kept.ok) {
      sayRefusal(kept.error, print);
      return 1;
    }
    const { id, found, wanted, missing } = kept.value;
    print(`${id}: ${found}/${wanted}${missing.length > 0 ? ` 未找到 / not found: ${missing.join(', ')}` : ''}`);
    return missing.length > 0 ? 1 : 0;
  },
};

export const showDocuments: Command = {
  name: 'plan document list',
  usage: '[--json]',
  summary: { zh: '列出已载入的规划文件', en: 'List the plan documents that have been loaded' },
  run: async (args, { pool, print }) => {
    const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean' } } });
    const items = await withTx(pool, 'read', (tx) => listDocuments(tx, null));
    if (values.json) print(JSON.stringify({ items }, null, 2));
    else {
      const rows = items.map((row) => [row.id, row.plan, row.number, row.addedAt, row.addedBy, `${row.found}/${row.wanted}`]);
      for (const line of tableLines([['id', 'plan', 'number', 'added', 'by', 'found'], ...rows])) print(line);
    }
    return 0;
  },
};

export const removeDocument: Command = {
  name: 'plan document remove',
  usage: 'ID',
  summary: { zh: '移除已载入的规划文件', en: 'Remove a loaded plan document' },
  run: async (args, { pool, now, print }) => {
    const [id, ...more] = args;
    if (id === undefined || more.length > 0) {
      print(`songhua ${removeDocument.name} ${removeDocument.usage}`);
      return 2;
    }
    const dropped = await withResult(pool, 'write', (tx) => dropDocument(tx, id, now));
    if (dropped.ok) print(id);
    else sayRefusal(dropped.error, print);
    return dropped.ok ? 0 : 1;
  },
};
