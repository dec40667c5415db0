import { createHash } from 'node:crypto';
import { append } from '@songhua/events';
import { type Actor, ok, type Result, refuse, route, type Tx } from '@songhua/kernel';
import { dayInBeijing } from '@songhua/module-registry/api.ts';
import { correctionQuery, returnParams, submissionDetail, uploadQuery } from '../contract.ts';
import { mayActFor } from '../domain/may-act-for.ts';
import { moveState } from '../domain/move-state.ts';
import { movedOf } from '../events/carry-out-work.ts';
import { readAreas } from '../events/read-view.ts';
import { usualLimits } from '../reading/sheet.ts';
import {
  findSubmission,
  holdSubmission,
  insertHistory,
  insertSubmission,
  insertUpload,
  type SubmissionRow,
  saveStep,
} from '../store/submissions.ts';
import { askWork } from '../store/work.ts';
import { sayReturnInFull, standingOf } from './say-return.ts';

/** Has the file of a return checked, by whichever process is free. */
export async function askCheck(
  tx: Tx,
  row: Pick<SubmissionRow, 'id' | 'area' | 'year' | 'kind'>,
  by: Actor,
  now: Date,
): Promise<void> {
  await askWork(tx, row.id, { what: 'check', by, note: null, force: false }, now);
  await append(tx, 'returns.work-asked', { ...movedOf(row), what: 'check' }, now, `returns/${row.id}`);
}

const emptyFile = (bytes: Buffer): Result<null> => {
  const message = { zh: '文件是空的', en: 'the file is empty' };
  return bytes.length > 0 ? ok(null) : refuse('returns.unreadable-file', {}, [{ field: 'body', rule: 'empty', message }]);
};

const fileOf = (id: string, submission: string, name: string, content: Buffer) => ({
  id,
  submission,
  name,
  content,
  sha256: createHash('sha256').update(content).digest('hex'),
});

/** The day of a return: the last of its year unless said; within the year, and not to come. */
export function dayOfReturn(year: number, asOf: string | undefined, today: string): Result<string> {
  const last = `${year}-12-31`;
  const day = asOf ?? (last <= today ? last : today);
  return day.startsWith(`${year}-`) && day <= today ? ok(day) : refuse('returns.day-not-in-year', { asOf: day, year });
}

export const uploadReturn = route({
  method: 'POST',
  path: '/api/returns/submissions',
  summary: { zh: '上传一份报送文件', en: 'Upload the file of a return' },
  permission: 'returns.submit',
  people: 'none',
  query: uploadQuery,
  bytes: true,
  bodyLimit: usualLimits.bytes,
  response: submissionDetail,
  handle: async ({ tx, actor, now, newId, query, raw }) => {
    const content = raw.bytes ?? Buffer.alloc(0);
    const filled = emptyFile(content);
    if (!filled.ok) return filled;
    const areas = await readAreas(tx);
    const allowed = mayActFor(areas, actor.area, query.area);
    if (!allowed.ok) return allowed;
    const day = dayOfReturn(query.year, query.asOf, dayInBeijing(now));
    if (!day.ok) return day;
    const [id, upload] = [newId(), newId()];
    const { area, year, kind, name, goodOnly = false } = query;
    await insertSubmission(tx, { id, area, year, kind, asOf: day.value, goodOnly, upload }, actor, now);
    await insertUpload(tx, fileOf(upload, id, name, content), actor, now);
    await insertHistory(tx, id, { action: 'upload', from: null, to: 'draft', note: null, file: name }, actor, now);
    await askCheck(tx, { id, area, year, kind }, actor, now);
    const row = await findSubmission(tx, id);
    if (!row) throw new Error(`the return ${id} was just written`);
    return ok(await sayReturnInFull(tx, row, areas, actor, now));
  },
});

/** A file in the place of the one before, on a return that is still the county's. */
export const correctReturn = route({
  method: 'POST',
  path: '/api/returns/submissions/:id/file',
  summary: { zh: '更正：重新上传文件', en: 'Correct a return: upload its file anew' },
  permission: 'returns.submit',
  people: 'none',
  params: returnParams,
  query: correctionQuery,
  bytes: true,
  bodyLimit: usualLimits.bytes,
  response: submissionDetail,
  handle: async ({ tx, actor, now, newId, params, query, raw }) => {
    const content = raw.bytes ?? Buffer.alloc(0);
    const filled = emptyFile(content);
    if (!filled.ok) return filled;
    const row = await holdSubmission(tx, params.id);
    if (!row) return refuse('returns.unknown-return', { id: params.id });
    const areas = await readAreas(tx);
    const allowed = mayActFor(areas, actor.area, row.area);
    if (!allowed.ok) return allowed;
    const state = moveState('correct', standingOf(row, now), query);
    if (!state.ok) return state;
    const upload = newId();
    await insertUpload(tx, fileOf(upload, row.id, query.name, content), actor, now);
    await saveStep(
      tx,
      row.id,
      { state: state.value, upload, ...(query.goodOnly !== undefined && { goodOnly: query.goodOnly }) },
      now,
    );
    await insertHistory(
      tx,
      row.id,
      { action: 'correct', from: row.state, to: state.value, note: null, file: query.name },
      actor,
      now,
    );
    await askCheck(tx, row, actor, now);
    const after = await findSubmission(tx, row.id);
    if (!after) throw new Error(`the return ${row.id} is held`);
    return ok(await sayReturnInFull(tx, after, areas, actor, now));
  },
});
