import {
  type Actor,
  ok,
  type RecordStore,
  type Result,
  refuse,
  relations,
  route,
  type StoredResource,
  spellName,
  type Tx,
} from '@songhua/kernel';
import type { Denial, FhirStore } from '@songhua/records';
import { readerOf } from '@songhua/records/reach/ways.ts';
import { listStakes } from '@songhua/records/store/list-stakes.ts';
import { type OwnedRecord, ownedBy, recordsOfOwner } from '../audit/list-entries.ts';
import { decideSeen, extentOf, type Held, isNow } from '../consent/decide-seen.ts';
import { readConsent } from '../consent/read-consent.ts';
import { sayDeed } from '../consent/say-deed.ts';
import { sayDenials } from '../consent/say-denials.ts';
import { writeConsent } from '../consent/write-consent.ts';
import {
  consentPreview,
  type OwnConsents,
  ownConsentHistory,
  ownConsentHistoryQuery,
  ownConsentQuery,
  ownConsents,
  previewInput,
} from '../contract/own-consents.ts';
import { notesOf } from '../domain/name-makers.ts';
import { changesAt } from '../store/changes.ts';
import { findHelpers } from '../store/proxies.ts';
import { namesOf } from './names-of.ts';

const permission = 'access.own-consents';
const path = '/api/access/my-record/consents' as const;

/** Of one person's consents that are over, and of all whose history is told, the latest so many; those in force are asked for to the last. */
const mostConsents = 200;

interface Asked {
  readonly tx: Tx;
  readonly records: RecordStore;
  readonly actor: Actor;
  readonly now: Date;
}

/** The record that is asked about, one's own unless said, among those that somebody may ask about. */
async function recordAsked({ tx, actor, now }: Asked, asked: string | undefined) {
  const mine = await recordsOfOwner(tx, actor.id, now);
  const chosen = asked === undefined ? mine[0] : ownedBy(mine, asked);
  if (asked !== undefined && !chosen) return refuse('access.not-your-record');
  return ok({ mine, chosen: chosen ?? null });
}

/** The consents of a person that the actor reaches, latest first: a page of all of them, or of those under a criterion. */
async function consentsOf(
  { tx, records, actor, now }: Asked,
  { members }: OwnedRecord,
  { criteria = [], offset = 0 }: { readonly criteria?: readonly [string, string][]; readonly offset?: number } = {},
): Promise<Result<readonly StoredResource[]>> {
  const store = records as FhirStore;
  const query: [string, string][] = [
    ['patient', members.map((id) => `Patient/${id}`).join(',')],
    ...criteria,
    ['_sort', '-_lastUpdated'],
  ];
  const search = store.parse({ type: 'Consent', query, lenient: false }, now);
  if (!search.ok) return search;
  const found = await store.findPage(tx, search.value, { limit: mostConsents, offset }, readerOf(actor, now));
  return found.ok ? ok(found.value.matches.map(({ body }) => JSON.parse(body) as StoredResource)) : found;
}

/** Every consent of a person that is in force: an old one forbids no less than a new one. */
async function activeConsentsOf(asked: Asked, person: OwnedRecord): Promise<Result<readonly StoredResource[]>> {
  const all: StoredResource[] = [];
  while (all.length % mostConsents === 0) {
    const page = await consentsOf(asked, person, { criteria: [['status', 'active']], offset: all.length });
    if (!page.ok) return page;
    if (page.value.length === 0) break;
    all.push(...page.value);
  }
  return ok(all);
}

const denialsIn = (consents: readonly StoredResource[]): readonly Denial[] =>
  consents.flatMap((consent) => readConsent(consent).denials);

const institutionsIn = (denials: readonly Denial[]): readonly string[] =>
  denials.flatMap(({ institution, spared = [] }) => [...(institution ? [institution] : []), ...spared]);

/** Who stands in a relation to a person at a moment, as far as the actor reaches what the relation follows from: a relative sees no sensitive visit. */
async function stakesIn({ tx, records, actor, now }: Asked, { members }: OwnedRecord, at: Date): Promise<readonly Held[]> {
  const store = records as FhirStore;
  const known = await listStakes(tx, store.view.index('Patient').code, members);
  const stakes = known.filter((one) => isNow(one, at));
  const sources = [...new Set(stakes.map(({ source }) => source))];
  const seen = await store.readSeen(
    tx,
    readerOf(actor, now),
    'r',
    sources.map((source) => {
      const [type = '', id = ''] = source.split('/');
      return { type, id };
    }),
  );
  const reached = new Set(sources.filter((_, place) => seen[place]));
  return stakes.filter(({ source }) => reached.has(source));
}

const isOrganization = (id: string): boolean => id.startsWith('Organization/');

async function patientName({ tx, records, actor, now }: Asked, patient: string): Promise<string | null> {
  const found = await records.as(actor, now).read(tx, 'Patient', patient);
  const [name] = (found?.['name'] ?? []) as readonly unknown[];
  return name ? spellName(name) : null;
}

export const listOwnConsents = route({
  method: 'GET',
  path,
  summary: { zh: '谁可以看我的档案，以及我的授权', en: 'Who may see my record, and my consents' },
  permission,
  people: 'own',
  query: ownConsentQuery,
  response: ownConsents,
  handle: async ({ query, ...call }) => {
    const { tx, records, now } = call;
    const asked = await recordAsked(call, query.patient);
    if (!asked.ok) return asked;
    const { mine, chosen } = asked.value;
    const named: OwnConsents['records'] = [];
    for (const { patient, kind } of mine) named.push({ patient, own: kind === 'self', name: await patientName(call, patient) });
    if (!chosen) return ok({ records: named, patient: null, mayChange: false, seen: [], helpers: [], rules: [] });
    const { patient } = chosen;
    const active = await activeConsentsOf(call, chosen);
    if (!active.ok) return active;
    const over = await consentsOf(call, chosen, { criteria: [['status:not', 'active']] });
    if (!over.ok) return over;
    const read = [...active.value, ...over.value].map((consent) => ({
      consent,
      denials: readConsent(consent).denials,
      // What one that is ended said is said still.
      said: readConsent({ ...consent, status: 'active' }).denials,
    }));
    const denials = read.flatMap((one) => one.denials);
    const seen = decideSeen({ stakes: await stakesIn(call, chosen, now), denials, now });
    const holders = seen.flatMap((one) => one.holders.map(({ id }) => id)).filter(isOrganization);
    const nameOf = await namesOf(tx, records, [...holders, ...institutionsIn(read.flatMap(({ said }) => said))]);
    return ok({
      records: named,
      patient,
      mayChange: chosen.kind === 'self',
      seen: seen.map((one) => ({
        ...one,
        says: [...one.says],
        holders: one.holders.map(({ id, until, sees }) => ({
          id,
          sees,
          name: isOrganization(id) ? nameOf(id) : null,
          until: until?.toISOString() ?? null,
        })),
      })),
      helpers: [
        ...(await findHelpers(
          tx,
          chosen.members.map((id) => `Patient/${id}`),
          now,
        )),
      ],
      rules: read.map(({ consent, denials: own, said }) => ({
        id: consent.id,
        version: consent.meta.versionId,
        status: String(consent['status']),
        binds: own.some((one) => isNow(one, now)),
        written: new Date(consent.meta.lastUpdated).toISOString(),
        says: sayDenials(said, nameOf),
      })),
    });
  },
});

export const previewConsent = route({
  method: 'POST',
  path: `${path}/preview`,
  summary: { zh: '预览一条授权设置：会怎样、影响谁', en: 'What a rule would come to, and for whom' },
  permission,
  people: 'own',
  transaction: 'read',
  body: previewInput,
  response: consentPreview,
  handle: async ({ body: { patient, choice }, ...call }) => {
    const { tx, records, now } = call;
    const asked = await recordAsked(call, patient);
    if (!asked.ok) return asked;
    const { chosen } = asked.value;
    if (chosen?.kind !== 'self') return refuse('access.not-yours-to-change');
    const consent = writeConsent(patient, choice);
    const { denials, errors } = readConsent(consent);
    if (errors.length > 0) return refuse('access.consent-not-kept', {}, [...errors]);
    const active = await activeConsentsOf(call, chosen);
    if (!active.ok) return active;
    const before = denialsIn(active.value);
    // What holds from some day on is shown as of its first, against what would hold then without it.
    const from = denials[0]?.since;
    const then = from && from > now ? from : now;
    const seen = decideSeen({ stakes: await stakesIn(call, chosen, then), denials: before, now: then });
    const nameOf = await namesOf(tx, records, [
      ...institutionsIn(denials),
      ...seen.flatMap(({ holders }) => holders.map(({ id }) => id)).filter(isOrganization),
    ]);
    const changes = seen.flatMap(({ relation, holders }) =>
      holders.flatMap(({ id, sees }) => {
        const after = extentOf({ relation, holder: id, denials: [...before, ...denials], now: then });
        const name = isOrganization(id) ? nameOf(id) : null;
        return after === sees ? [] : [{ id, name, relation: relations[relation], before: sees, after }];
      }),
    );
    return ok({ consent, says: sayDenials(denials, nameOf), changes });
  },
});

export const listOwnConsentHistory = route({
  method: 'GET',
  path: `${path}/history`,
  summary: { zh: '我的授权的变更记录', en: 'How my consents changed' },
  permission,
  people: 'own',
  query: ownConsentHistoryQuery,
  response: ownConsentHistory,
  handle: async ({ query: { patient, limit, offset }, ...call }) => {
    const { tx, records, actor } = call;
    const asked = await recordAsked(call, patient);
    if (!asked.ok) return asked;
    if (!asked.value.chosen) return ok({ total: 0, items: [] });
    const consents = await consentsOf(call, asked.value.chosen);
    if (!consents.ok) return consents;
    const of = consents.value.map(({ id }) => ({ type: 'Consent', id }));
    if (of.length === 0) return ok({ total: 0, items: [] });
    const { total, items } = await records.versions(tx, of, { limit, offset });
    const notes = await changesAt(
      tx,
      items.map(({ at }) => new Date(at)),
      asked.value.chosen.members,
    );
    const denials = items.map(({ resource, before }) => {
      const said = resource ?? before;
      return said ? readConsent({ ...said, status: 'active' }).denials : [];
    });
    const nameOf = await namesOf(tx, records, institutionsIn(denials.flat()));
    return ok({
      total,
      items: items.map(({ id, version, at, resource, before }, place) => {
        const makers = notesOf(notes, { at, type: 'Consent', id }).map((note) => note.actor);
        const names = new Set(makers.flatMap(({ name }) => name ?? []));
        return {
          id,
          version,
          at,
          by: names.size > 0 ? [...names].join('、') : null,
          own: makers.length > 0 && makers.every((one) => one.id === actor.id),
          deed: sayDeed(resource, before),
          says: sayDenials(denials[place] ?? [], nameOf),
        };
      }),
    });
  },
});
