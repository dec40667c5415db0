import { ok, type RecordStore, type Result, refuse, route, type Tx } from '@songhua/kernel';
import { institutionRecord } from '@songhua/module-registry/api.ts';
import { type SentinelDraft, sentinelDetail, sentinelDraft, sentinelParams, sentinelPatch } from '../contract.ts';
import { channelOf, isMoved } from '../domain/check-sentinel.ts';
import { hasTold } from '../store/counts.ts';
import { insertSentinel, updateSentinel } from '../store/sentinels.ts';
import { checkAbout, loadSurroundings, type Surroundings } from './load-surroundings.ts';
import { loadSentinel, seeSentinel } from './sentinels.ts';
import { sourceOf } from './show-sentinels.ts';

function checkDraft(around: Surroundings, draft: SentinelDraft): Result<null> {
  for (const subject of draft.subjects) {
    const about = checkAbout(around, { ...draft, subject });
    if (!about.ok) return about;
  }
  const { since, until } = draft;
  return until !== null && until < since ? refuse('surveillance.ends-before', { since, until }) : ok(null);
}

async function checkInstitution(tx: Tx, records: RecordStore, institution: string | null): Promise<Result<null>> {
  if (institution === null) return ok(null);
  const found = await institutionRecord(tx, records, institution.slice('Organization/'.length));
  return found ? ok(null) : refuse('surveillance.unknown-institution', { institution });
}

export const createSentinel = route({
  method: 'POST',
  path: '/api/surveillance/sentinels',
  summary: { zh: '登记哨点', en: 'Register a sentinel' },
  permission: 'surveillance.triage',
  people: 'none',
  body: sentinelDraft,
  response: sentinelDetail,
  handle: async ({ tx, records, actor, now, newId, body }) => {
    const around = await loadSurroundings(tx, actor, now);
    const checked = checkDraft(around, body);
    if (!checked.ok) return checked;
    const known = await checkInstitution(tx, records, body.institution);
    if (!known.ok) return known;
    const subjects = [...new Set(body.subjects)];
    const one = { ...body, subjects, id: newId(), channel: channelOf[body.kind] };
    await insertSentinel(tx, one, actor.name, now);
    return loadSentinel(tx, actor, around, { ...one, version: 1 }, now);
  },
});

export const changeSentinel = route({
  method: 'PATCH',
  path: '/api/surveillance/sentinels/:id',
  summary: { zh: '修改或停用哨点', en: 'Change a sentinel, or end it' },
  permission: 'surveillance.triage',
  people: 'none',
  params: sentinelParams,
  body: sentinelPatch,
  response: sentinelDetail,
  handle: async ({ tx, records, actor, now, params: { id }, body: { version, to: given } }) => {
    const around = await loadSurroundings(tx, actor, now);
    const held = await seeSentinel(tx, around, id, true);
    if (!held.ok) return held;
    if (held.value.version !== version)
      return refuse('surveillance.changed-meanwhile', { version: held.value.version, seen: version });
    const was = held.value;
    const institution = given.institution === undefined ? was.institution : given.institution;
    const one = { ...was, ...given, institution, subjects: [...new Set(given.subjects)], channel: channelOf[given.kind] };
    const checked = checkDraft(around, one);
    if (!checked.ok) return checked;
    if (isMoved(was, one) && (await hasTold(tx, sourceOf(was))))
      return refuse('surveillance.sentinel-has-told', { name: was.name });
    const known = institution === was.institution ? ok(null) : await checkInstitution(tx, records, institution);
    if (!known.ok) return known;
    await updateSentinel(tx, one, actor.name, now);
    return loadSentinel(tx, actor, around, { ...one, version: version + 1 }, now);
  },
});
