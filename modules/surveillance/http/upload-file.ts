import { createHash } from 'node:crypto';
import { fileReply, ok, type Refusal, refuse, route } from '@songhua/kernel';
import { exportTable, exportTypes } from '@songhua/tables';
import { type FileFault, type FileResult, fileQuery, fileResult, formParams } from '../contract.ts';
import { checkSignal } from '../domain/check-signal.ts';
import { decodeText } from '../domain/decode-text.ts';
import { type FileRow, fileColumns, readFile } from '../domain/read-file.ts';
import { raiseSignal } from '../store/signals.ts';
import { findForm } from './find-form.ts';
import { checkAbout, loadSurroundings, type Surroundings } from './load-surroundings.ts';

export const downloadTemplate = route({
  method: 'GET',
  path: '/api/surveillance/forms/:form/template',
  summary: { zh: '下载上传模板（CSV）', en: 'The template of a file to upload (CSV)' },
  permission: 'surveillance.report',
  people: 'none',
  params: formParams,
  response: { file: exportTypes },
  handle: async ({ params, language }) => {
    const spec = findForm(params.form);
    const columns = fileColumns(spec).map(({ name, title }) => ({ key: name, title, type: 'text' as const }));
    const { name, contentType, content } = await exportTable({ name: spec.title[language], columns, rows: [] }, 'csv', language);
    return ok(fileReply(name, contentType, content));
  },
});

/** What only the city knows of a row: places, subjects, days to come; said as a fault of its line. */
function checkRow(around: Surroundings, { line, draft }: FileRow, now: Date): FileFault | null {
  const said = (error: Refusal): FileFault => {
    const of: Readonly<Record<string, readonly [string, string, string]>> = {
      'surveillance.unknown-area': ['area', '没有这个县区', 'there is no such area'],
      'surveillance.town-elsewhere': ['town', '该县区没有这个乡镇（街道）', 'there is no such town in the area'],
      'surveillance.other-area': ['area', '不在您负责的地区', 'not in the area you answer for'],
      'surveillance.window-reversed': ['to', '结束日早于开始日，或时段过长', 'the window ends before it begins or is too long'],
      'surveillance.window-ahead': ['to', '结束日晚于今天', 'the window ends after today'],
    };
    const [field, zh, en] = of[error.code] ?? ['', '不能接收', 'cannot be taken'];
    const value = field === 'area' ? draft.area : field === 'town' ? draft.town : draft.to;
    return { line, field, rule: error.code.replace('surveillance.', ''), value: value ?? '', message: { zh, en } };
  };
  const about = checkAbout(around, draft);
  if (!about.ok) return said(about.error);
  const window = checkSignal(draft, now);
  return window.ok ? null : said(window.error);
}

/** Names a row by what it says, so that the same row of a second upload is the signal it was. */
const nameRow = (form: string, { cells }: FileRow): string =>
  `${form}/${createHash('sha256').update(JSON.stringify(cells)).digest('hex').slice(0, 32)}`;

export const uploadFile = route({
  method: 'POST',
  path: '/api/surveillance/forms/:form/file',
  summary: {
    zh: '上传 CSV：先预检，take=true 且无错误时才接收，否则什么也不写入',
    en: 'A CSV of signals: looked through first; taken with take=true and without a fault, else nothing is written',
  },
  permission: 'surveillance.report',
  people: 'none',
  bytes: true,
  params: formParams,
  query: fileQuery,
  response: fileResult,
  handle: async ({ tx, actor, now, newId, params, query: { take }, raw }) => {
    const spec = findForm(params.form);
    const around = await loadSurroundings(tx, actor, now);
    const read = readFile(spec, decodeText(raw.bytes ?? new Uint8Array()));
    const faults = [...read.faults, ...read.rows.flatMap((row) => checkRow(around, row, now) ?? [])].sort(
      (a, b) => a.line - b.line,
    );
    if (take && faults.length > 0)
      return refuse(
        'surveillance.file-faulty',
        { count: faults.length },
        faults.slice(0, 100).map(({ line, field, rule, value, message }) => ({
          ...{ field: `${line}.${field}`, rule, value },
          message: { zh: `第 ${line} 行：${message.zh}`, en: `line ${line}: ${message.en}` },
        })),
      );
    const rows: FileResult['rows'] = [];
    const named = read.rows.map((row) => ({ row, reference: nameRow(spec.id, row) }));
    // In one order whoever sends, or two who send the same rows would wait for one another.
    if (take) named.sort((a, b) => (a.reference < b.reference ? -1 : 1));
    for (const { row, reference } of named) {
      const { area, place, subject, from, to, observed, expected } = row.draft;
      const names = { areaName: around.nameOf(area), subjectName: around.subjects.get(subject) ?? { zh: subject, en: subject } };
      const shown = { line: row.line, area, ...names, place, from, to, observed, expected };
      if (!take) {
        rows.push({ ...shown, signal: null, isNew: null });
        continue;
      }
      const done = await raiseSignal(tx, { ...row.draft, reference, source: 'file' }, { by: actor, now, newId });
      if (!done.ok) return done;
      rows.push({ ...shown, signal: done.value.id, isNew: done.value.isNew });
    }
    return ok({ taken: take, rows: rows.toSorted((a, b) => a.line - b.line), faults });
  },
});
