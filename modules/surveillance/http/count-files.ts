import { append } from '@songhua/events';
import { type Actor, fileReply, may, ok, refuse, route, type Tx } from '@songhua/kernel';
import { institutionsOfArea } from '@songhua/module-registry/api.ts';
import { countCases } from '@songhua/module-reporting/api.ts';
import { exportTable, exportTypes } from '@songhua/tables';
import {
  type CountFault,
  type CountFile,
  type CountFileResult,
  countFileList,
  countFileParams,
  countFileQuery,
  countFileResult,
} from '../contract.ts';
import { dayInBeijing } from '../domain/beijing-day.ts';
import { decodeText } from '../domain/decode-text.ts';
import { countColumns, countFault, countKey, type FileCount, readCountsFile } from '../domain/read-counts-file.ts';
import {
  findCountFile,
  holdCountFiles,
  insertCountFile,
  knownCounts,
  listCountFiles,
  type StoredCountFile,
  seenDays,
  undoCountFile,
} from '../store/count-files.ts';
import { saveCounts } from '../store/counts.ts';
import { checkAbout, loadSurroundings, type Surroundings } from './load-surroundings.ts';

/** Faults that are told of one file. */
const mostFaults = 100;

const show = ({ areas, ...file }: StoredCountFile, actor: Actor, { mine }: Surroundings): CountFile => ({
  ...file,
  mayUndo: file.undoneAt === null && may(actor, 'surveillance.triage') && (!mine || areas.every((one) => mine.includes(one))),
});

const saidOf: Readonly<Record<string, readonly [field: string, zh: string, en: string]>> = {
  'surveillance.unknown-area': ['area', '没有这个县区', 'there is no such area'],
  'surveillance.town-elsewhere': ['town', '该县区没有这个乡镇（街道）', 'there is no such town in the area'],
  'surveillance.other-area': ['area', '不在您负责的地区', 'not in the area you answer for'],
};

/** Places that are none, or another’s. */
function checkPlaces(around: Surroundings, rows: readonly FileCount[]): CountFault[] {
  const known = new Map<string, readonly [string, string, string] | null>();
  return rows.flatMap(({ line, area, town, subject }) => {
    const key = `${area} ${town}`;
    if (!known.has(key)) {
      const about = checkAbout(around, { area, town: town || null, subject });
      known.set(key, about.ok ? null : (saidOf[about.error.code] ?? ['', '不能接收', 'cannot be taken']));
    }
    const said = known.get(key);
    return said ? [countFault(line, said[0], said[0], said[0] === 'town' ? town : area, said[1], said[2])] : [];
  });
}

/** Rows whose day, place and subject are counted already, by cards, records, sentinels, programs or another file. */
async function checkKnown(tx: Tx, { areas }: Surroundings, rows: readonly FileCount[]): Promise<CountFault[]> {
  if (rows.length === 0) return [];
  const days = rows.map(({ day }) => day).sort();
  const [from = '', to = ''] = [days[0], days.at(-1)];
  const subjects = [...new Set(rows.map(({ subject }) => subject))];
  const whole = ({ channel, subject, area, day }: { channel: string; subject: string; area: string; day: string }) =>
    `${channel} ${subject} ${area} ${day}`;
  const cards = rows.some(({ channel }) => channel === 'case-reports')
    ? await countCases(tx, { from, to, diseases: subjects })
    : [];
  const root = areas.find(({ parent }) => parent === null)?.code ?? '';
  const areaOf = new Map((await institutionsOfArea(tx, root)).map(({ id, area }) => [`Organization/${id}`, area]));
  const said = new Map<string, readonly [string, string]>([
    ...cards.map(
      ({ disease, county, day }) =>
        [whole({ channel: 'case-reports', subject: disease, area: county ?? '', day }), ['报告卡', 'report cards']] as const,
    ),
    ...(await seenDays(tx, { subjects, from, to })).map(
      ({ organization, ...one }) =>
        [whole({ ...one, area: areaOf.get(organization) ?? '' }), ['诊疗记录', 'the records']] as const,
    ),
  ]);
  const told = new Map((await knownCounts(tx, rows)).map((one) => [countKey(one), one.source]));
  return rows.flatMap((row) => {
    const by = said.get(whole(row));
    const source = told.get(countKey(row));
    if (!by && source === undefined) return [];
    const [zh, en] = by ?? [source ?? '', source ?? ''];
    return [
      countFault(
        row.line,
        'day',
        'known',
        row.day,
        `当天当地已有计数（来自${zh}），再加会重复`,
        `counted already that day and place (by ${en}); it would count twice`,
      ),
    ];
  });
}

function groupsOf({ nameOf, subjects }: Surroundings, rows: readonly FileCount[]): CountFileResult['groups'] {
  return [...Map.groupBy(rows, ({ channel, subject, area }) => `${channel} ${subject} ${area}`).values()].flatMap((all) => {
    const [first] = all;
    if (!first) return [];
    const { channel, subject, area } = first;
    const days = all.map(({ day }) => day).sort();
    return [
      {
        ...{ channel, subject, area, areaName: nameOf(area), subjectName: subjects.get(subject) ?? { zh: subject, en: subject } },
        ...{
          rows: all.length,
          total: Math.min(
            1e8,
            all.reduce((sum, { count }) => sum + count, 0),
          ),
        },
        ...{ from: days[0] ?? '', to: days.at(-1) ?? '' },
      },
    ];
  });
}

export const takeCountFile = route({
  method: 'POST',
  path: '/api/surveillance/counts/files',
  summary: {
    zh: '上传历史计数（CSV）：先预检，take=true 且无错误时才整份接收',
    en: 'Historic counts (CSV): looked through first; taken whole with take=true and without a fault',
  },
  permission: 'surveillance.triage',
  people: 'none',
  bytes: true,
  bodyLimit: 6_000_000,
  query: countFileQuery,
  response: countFileResult,
  handle: async ({ tx, actor, now, newId, query: { take, name }, raw }) => {
    const around = await loadSurroundings(tx, actor, now);
    if (take) await holdCountFiles(tx);
    const read = readCountsFile(decodeText(raw.bytes ?? new Uint8Array()), around.subjects, dayInBeijing(now));
    const placed = checkPlaces(around, read.rows);
    const known = placed.length > 0 ? [] : await checkKnown(tx, around, read.rows);
    const faults = [...read.faults, ...placed, ...known].sort((one, other) => one.line - other.line);
    if (take && faults.length > 0)
      return refuse(
        'surveillance.file-faulty',
        { count: faults.length },
        faults.slice(0, mostFaults).map(({ line, field, rule, value, message }) => ({
          ...{ field: `${line}.${field}`, rule, value },
          message: { zh: `第 ${line} 行：${message.zh}`, en: `line ${line}: ${message.en}` },
        })),
      );
    const id = take ? newId() : null;
    if (id !== null) {
      const days = read.rows.map(({ day }) => day).sort();
      const span = { from: days[0] ?? '', to: days.at(-1) ?? '' };
      const areas = [...new Set(read.rows.map(({ area }) => area))];
      await insertCountFile(tx, { id, name: name || dayInBeijing(now), rows: read.rows.length, areas, ...span }, actor.name, now);
      const rows = read.rows.map(({ line: _, ...row }) => ({ ...row, population: null }));
      await saveCounts(tx, `file/${id}`, rows, actor, now);
      await append(tx, 'surveillance.counts-changed', { source: `file/${id}` }, now, `counts/file/${id}`);
    }
    return ok({
      ...{ taken: take, id, rows: read.rows.length, faulty: faults.length, faults: faults.slice(0, mostFaults) },
      groups: groupsOf(around, read.rows).slice(0, 500),
    });
  },
});

export const readCountFiles = route({
  method: 'GET',
  path: '/api/surveillance/counts/files',
  summary: {
    zh: '已接收的历史计数文件，新的在前',
    en: 'Files of historic counts that were taken, the newest first; 200 at most',
  },
  permission: 'surveillance.read',
  people: 'none',
  response: countFileList,
  handle: async ({ tx, actor, now }) => {
    const around = await loadSurroundings(tx, actor, now);
    return ok({ items: (await listCountFiles(tx, 200)).map((one) => show(one, actor, around)) });
  },
});

export const countTemplate = route({
  method: 'GET',
  path: '/api/surveillance/counts/template',
  summary: { zh: '下载历史计数模板（CSV）', en: 'The template of a file of historic counts (CSV)' },
  permission: 'surveillance.read',
  people: 'none',
  response: { file: exportTypes },
  handle: async ({ language }) => {
    const columns = Object.entries(countColumns).map(([key, title]) => ({ key, title, type: 'text' as const }));
    const title = language === 'zh' ? '历史计数' : 'historic-counts';
    const { name, contentType, content } = await exportTable({ name: title, columns, rows: [] }, 'csv', language);
    return ok(fileReply(name, contentType, content));
  },
});

export const undoCounts = route({
  method: 'POST',
  path: '/api/surveillance/counts/files/:id/undo',
  summary: {
    zh: '撤销一份历史计数文件：不再用于检测，记录保留',
    en: 'Undo a file of historic counts: no longer used, kept on record',
  },
  permission: 'surveillance.triage',
  people: 'none',
  params: countFileParams,
  response: countFileList,
  handle: async ({ tx, actor, now, params: { id } }) => {
    const around = await loadSurroundings(tx, actor, now);
    await holdCountFiles(tx);
    const found = await findCountFile(tx, id);
    if (!found) return refuse('surveillance.unknown-count-file', { id });
    if (found.undoneAt !== null) return refuse('surveillance.count-file-undone', { by: found.undoneBy ?? '', name: found.name });
    if (!show(found, actor, around).mayUndo)
      return refuse('surveillance.other-area', { own: around.mine?.[0] ?? '', area: found.areas.join(', ') });
    await undoCountFile(tx, id, actor.name, now);
    await append(tx, 'surveillance.counts-changed', { source: `file/${id}` }, now, `counts/file/${id}`);
    return ok({ items: (await listCountFiles(tx, 200)).map((one) => show(one, actor, around)) });
  },
});
