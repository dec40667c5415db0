import { type Actor, type FieldError, ok, type Result, refuse, route, type StoredResource } from '@songhua/kernel';
import { checkNames, readAsk } from '@songhua/records/http/ask.ts';
import { textReply } from '@songhua/records/http/reply.ts';
import { z } from 'zod';
import type { Grade } from '../contract.ts';
import { type Compared, saysSomething } from '../domain/compare-source.ts';
import { readMatch } from '../domain/read-match.ts';
import { readPatient } from '../domain/read-patient.ts';
import { findLikely } from '../store/find-likely.ts';
import { measureInUse } from '../store/model.ts';
import type { Source } from '../store/sources.ts';

const gradeExtension = 'http://hl7.org/fhir/StructureDefinition/match-grade';
const knownOfRequest = new Set(['_format', '_pretty']);

/** So many of the likeliest are looked at for those that the asker reaches. */
const mostLooked = 200;

const ofGrade: Readonly<Record<Grade, number>> = { certain: 1, probable: 0.75, possible: 0.5, 'certainly-not': 0 };

/**
 * How likely it is, from 0 to 1: a system is told the chance that the model gives. A person is told by grade alone, or whoever sees numbers in part
 * could find the rest digit by digit.
 */
const scoreOf = (actor: Actor, { score, judgement }: Compared): number =>
  actor.kind === 'client' ? Math.round(1e6 / (1 + 2 ** -score.weight)) / 1e6 : ofGrade[judgement.grade];

/** Of those that are certain the best, when all of them are one person: which of two is meant nobody can tell. */
function certainOnly(matches: readonly Compared<Source>[]): readonly Compared<Source>[] {
  const certain = matches.filter(({ judgement }) => judgement.grade === 'certain');
  const people = new Set(certain.map(({ other }) => other.person));
  return people.size === 1 ? certain.slice(0, 1) : [];
}

const parse = (text: string): Result<unknown> => {
  try {
    return ok(JSON.parse(text) as unknown);
  } catch {
    const error: FieldError = {
      field: 'Parameters',
      rule: 'json',
      value: text.slice(0, 200),
      message: { zh: '不是 JSON', en: 'is not JSON' },
    };
    return refuse('identity.invalid-match', {}, [error]);
  }
};

/** `Patient/$match`: who of those that the asker reaches this may be, and how surely. */
export const matchPatients = route({
  method: 'POST',
  path: '/fhir/R4/Patient/$match',
  summary: { zh: '查找可能是同一人的居民登记', en: 'Find registrations that may be the same person' },
  permission: 'records.read',
  people: 'reach',
  style: 'fhir',
  raw: true,
  transaction: 'read',
  bodyLimit: 256 * 1024,
  response: z.looseObject({ resourceType: z.string() }),
  handle: async (call) => {
    const { tx, records, actor, now, newId } = call;
    const ask = readAsk({ ...call, params: {} });
    if (!ask.ok) return ask;
    const names = checkNames(ask.value, knownOfRequest);
    if (!names.ok) return names;
    const body = parse(ask.value.body);
    const asked = body.ok ? readMatch(body.value) : body;
    if (!asked.ok) return asked;
    const { resource, onlyCertain, count } = asked.value;
    const record = readPatient(resource);
    if (!saysSomething(record)) return refuse('identity.says-nothing');
    const measure = await measureInUse(tx);
    const found = await findLikely(tx, record, measure, { most: mostLooked });
    const ids = found.map(({ other }) => other.patient);
    const { items } =
      ids.length > 0 ? await records.as(actor, now).search(tx, 'Patient', { id: ids, limit: ids.length }) : { items: [] };
    const reached = new Map(items.map((one) => [one.id, one]));
    const own = found.filter(({ other }) => reached.has(other.patient));
    const matches = (onlyCertain ? certainOnly(own) : own).slice(0, count);
    const shown = matches.map(({ other }) => reached.get(other.patient) as StoredResource);
    const bundle = {
      resourceType: 'Bundle',
      id: newId(),
      meta: { lastUpdated: now.toISOString() },
      type: 'searchset',
      total: matches.length,
      entry: matches.map((one, at) => ({
        fullUrl: `${ask.value.base}/Patient/${one.other.patient}`,
        resource: shown[at],
        search: {
          extension: [{ url: gradeExtension, valueCode: one.judgement.grade }],
          mode: 'match',
          score: scoreOf(actor, one),
        },
      })),
    };
    const { entry, ...rest } = bundle;
    const text = JSON.stringify(entry.length > 0 ? bundle : rest);
    return ok(textReply({ ...ask.value, shown: shown.map((one) => JSON.stringify(one)) }, 200, text));
  },
});
