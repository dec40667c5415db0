import { ok, type Result, type Route, refuse, route } from '@songhua/kernel';
import { pairsOfParameters } from '@songhua/records/everything/read-asked.ts';
import { type Ask, checkNames, readAsk } from '@songhua/records/http/ask.ts';
import { content } from '@songhua/records/http/content.ts';
import { textReply } from '@songhua/records/http/reply.ts';
import { z } from 'zod';
import { assembleRecord } from '../domain/assemble-record.ts';
import { writeSummary } from '../domain/summary/write-summary.ts';
import { gatherRecord, readRegistrations } from '../store/gather-record.ts';
import { shownOf } from './show.ts';

const known = new Set(['_format', '_pretty', 'profile']);
const params = z.object({ id: z.string() });

/** Parameters of the address and of what was posted. */
function askedOf(ask: Omit<Ask, 'tx'>): Result<Omit<Ask, 'tx'>> {
  if (ask.body === '') return ok(ask);
  const scan = content(ask);
  if (!scan.ok) return scan;
  const posted = pairsOfParameters(scan.value.value);
  return posted.ok ? ok({ ...ask, query: [...ask.query, ...posted.value] }) : posted;
}

const summarise = (method: 'GET' | 'POST'): Route =>
  route({
    method,
    path: '/fhir/R4/Patient/:id/$summary',
    summary: { zh: '一位居民的健康档案摘要（国际患者摘要 IPS）', en: 'Summary of a person as a document (IPS)' },
    permission: 'records.read',
    people: 'reach',
    style: 'fhir',
    raw: true,
    transaction: 'search',
    bodyLimit: 64 * 1024,
    params,
    response: z.looseObject({ resourceType: z.string() }),
    handle: async ({ params: { id }, ...call }) => {
      const read = readAsk({ ...call, params: { type: 'Patient', id } });
      const ask = read.ok ? askedOf(read.value) : read;
      if (!ask.ok) return ask;
      const names = checkNames(ask.value, known);
      if (!names.ok) return names;
      const patients = /^[A-Za-z0-9.-]{1,64}$/.test(id) ? await readRegistrations(call, id) : [];
      if (patients.length === 0) return refuse('records.unknown-resource', { resource: `Patient/${id}` });
      const gathered = await gatherRecord(call, patients);
      if (!gathered.ok) return gathered;
      const record = assembleRecord(gathered.value, new Map(), call.now);
      const { base, now, newId, language } = ask.value;
      const { bundle, shown } = writeSummary(record, gathered.value, { base, now, newId, language });
      return ok(textReply({ ...ask.value, shown: [...shownOf(shown)] }, 200, JSON.stringify(bundle)));
    },
  });

/** `Patient/[id]/$summary`: the International Patient Summary of a person over all registrations. */
export const summaries: readonly Route[] = [summarise('GET'), summarise('POST')];
