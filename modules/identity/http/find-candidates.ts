import { countFinds } from '@songhua/access/audit/finds.ts';
import { noteSecurityEvent } from '@songhua/access/store/access-log.ts';
import type { PersonRecord } from '@songhua/engine-linkage/person/person-record.ts';
import { foldName } from '@songhua/engine-linkage/zh/fold-name.ts';
import { type Actor, httpReply, may, ok, type RecordStore, refuse, route, type Tx } from '@songhua/kernel';
import { type CandidatesInput, candidateList, candidatesInput } from '../contract.ts';
import { type Compared, saysSomething } from '../domain/compare-source.ts';
import { showInPart } from '../domain/show-registration.ts';
import { evidenceRows } from '../store/decisions.ts';
import { findLikely } from '../store/find-likely.ts';
import { measureInUse } from '../store/model.ts';
import type { Source } from '../store/sources.ts';
import { shownPatient } from './list-people.ts';
import { findsWhoItIs } from './looks-after.ts';
import { nameInstitutions } from './name-institutions.ts';

export const candidatesPath = '/api/identity/candidates';

/** How often an account may ask in a minute whom it does not reach: a form asks as it is filled, a thief of numbers would far oftener. */
const mostAMinute = 60;
/** So many are shown: the likeliest. */
const mostShown = 10;
/** So many registrations are looked at for those that the asker reaches. */
const mostLooked = 100;

const typed = ({ name, sex, born, number, phone, address }: CandidatesInput): PersonRecord => ({
  name: name ?? '',
  sex: sex ?? null,
  born: born?.replaceAll('-', '') ?? null,
  number: number || null,
  phone: phone || null,
  address: address || null,
});

/** The best of each person, the likeliest first. */
function bestOfEach(compared: readonly Compared<Source>[]): readonly Compared<Source>[] {
  const best = new Map<string, Compared<Source>>();
  for (const one of compared) if (!best.has(one.other.person)) best.set(one.other.person, one);
  return [...best.values()].slice(0, mostShown);
}

/** The registrations that the asker reaches when searching. */
async function reachedOf(
  tx: Tx,
  records: RecordStore,
  actor: Actor,
  now: Date,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const { items } = await records.as(actor, now).search(tx, 'Patient', { id: ids, limit: ids.length });
  return new Set(items.map(({ id }) => id));
}

/** Whether both the whole number and the whole name are what was typed: then neither is guessed by the other. */
const hasBoth = (record: PersonRecord, { other, score }: Compared<Source>): boolean =>
  record.number !== null &&
  score.evidence.some(({ comparison, level }) => comparison === 'number' && level === 'same') &&
  foldName(record.name) === other.folded &&
  other.folded !== '';

export const findCandidatesRoute = route({
  method: 'POST',
  path: candidatesPath,
  summary: { zh: '登记前查找可能已有的登记', en: 'Find who somebody being registered may be already' },
  permission: 'identity.find',
  people: findsWhoItIs,
  body: candidatesInput,
  response: candidateList,
  handle: async ({ tx, records, actor, now, body }) => {
    const record = typed(body);
    if (!saysSomething(record)) return refuse('identity.says-nothing');
    const limited = !may(actor, 'identity.read');
    if (limited && (await countFinds(tx, actor.id, new Date(now.getTime() - 60_000), candidatesPath)) >= mostAMinute)
      return refuse('identity.too-many-finds', { most: mostAMinute });
    const measure = await measureInUse(tx);
    const found = await findLikely(tx, record, measure, { most: mostLooked });
    const reached = await reachedOf(tx, records, actor, now, [
      ...new Set(found.flatMap(({ other }) => [other.patient, other.person])),
    ]);
    const told = bestOfEach(found.filter((one) => reached.has(one.other.patient) || hasBoth(record, one)));
    const names = await nameInstitutions(
      tx,
      records,
      told.filter(({ other }) => reached.has(other.patient)).map(({ other }) => other.institution),
    );
    const unreached = told.filter(({ other }) => !reached.has(other.patient)).map(({ other }) => `Patient/${other.patient}`);
    for (const patient of unreached)
      noteSecurityEvent(tx, { event: 'person-found', at: now, actor, about: patient, patients: [patient] });
    const answer = {
      items: told.map(({ other, score, judgement }) => {
        const isReached = reached.has(other.patient);
        return {
          // Who belongs together with somebody the asker does not reach is not told, nor whose registration names the person.
          person: reached.has(other.person) ? other.person : other.patient,
          patient: other.patient,
          grade: isReached ? judgement.grade : ('certain' as const),
          evidence: isReached ? evidenceRows(score) : [],
          registration: isReached ? showInPart(other, names) : null,
        };
      }),
    };
    const shown = told.filter(({ other }) => reached.has(other.patient)).map(({ other }) => shownPatient(other.patient));
    return ok(httpReply(200, answer, {}, shown));
  },
});
