import { codeSystems } from '@songhua/engine-fhir/china/systems.ts';
import { type JobContext, must, type RecordStore, type StoredResource, type Tx } from '@songhua/kernel';
import { type AreaNode, areaTree, institutionRecord } from '@songhua/module-registry/api.ts';
import { peopleWriter } from '@songhua/records';
import { type CardFields, cardFields } from '../contract.ts';
import { type Captured, decideCapture, type Standing } from '../domain/decide-capture.ts';
import { countyAt, rulesAuthor } from '../domain/decide-sight.ts';
import { whySimilar } from '../domain/find-similar.ts';
import { dayIn, dueOf, raiseClock } from '../domain/judge-clock.ts';
import { isTogether } from '../domain/judge-together.ts';
import { type Match, matchRule } from '../domain/match-rule.ts';
import { type Disease, diseaseOf, hoursOf, spanOn } from '../domain/notifiable-list.ts';
import { isStay, member, momentIn, referenceIn } from '../domain/read-element.ts';
import { readPerson } from '../domain/read-person.ts';
import { sayFailure } from '../domain/say-failure.ts';
import { cardsLike, findCards, holdCard, type StoredCard } from '../store/cards.ts';
import { carryOut } from '../store/carry-out.ts';
import { evidenceOf, touchedAmong } from '../store/history.ts';
import { layAside, takeUp } from '../store/laid-aside.ts';
import { readSettings } from '../store/settings.ts';
import { cardsBySource, dropOld, putEvidence, takeWaiting, type Waiting } from '../store/waiting.ts';

type Means = JobContext & { readonly tx: Tx };
const dayLong = 24 * 3_600_000;
/** Cards of one person and disease that are looked at. */
const mostCards = 50;

const idIn = (reference: string): string => reference.slice(reference.indexOf('/') + 1);
const readAt = (tx: Tx, records: RecordStore, reference: string) =>
  records.read(tx, reference.split('/')[0] ?? '', idIn(reference));

async function standingOf(tx: Tx, cards: readonly StoredCard[]): Promise<readonly Standing[]> {
  const ids = cards.map(({ id }) => id);
  const [evidence, touched] = [await evidenceOf(tx, ids), await touchedAmong(tx, ids)];
  return cards.map(({ id, state, version, fields, classification, institution }) => ({
    ...{ id, state, version, institution, kind: fields.kind, subtype: fields.subtype },
    diagnosed: new Date(fields.diagnosed),
    classifiedBy: classification.by,
    sources: evidence.filter(({ card }) => card === id).map(({ source }) => source),
    touched: touched.has(id),
  }));
}

const byRule = ({ rule }: Match) => ({ kind: 'rule' as const, id: rule, name: rule });
const classifiedByRule = ({ rule, version }: Match, now: Date): StoredCard['classification'] => ({
  ...{ by: 'rule', id: rule, name: rule, version },
  at: now.toISOString(),
});

/** The visit at which it was found, when that began, and the institution: of the visit, else of whoever says it, else of the registration. */
interface Place {
  readonly institution: string | null;
  readonly visited: string | null;
  readonly found: Date;
  /** It was found during a stay in hospital. */
  readonly inpatient: boolean;
}

async function placeOf({ tx, records }: Means, match: Match, patient: StoredResource | null): Promise<Place> {
  const encounter = match.encounter === null ? null : await readAt(tx, records, match.encounter);
  const [from, to] = ['start', 'end'].map((name) => momentIn(member(encounter?.['period'], name)));
  const institution =
    (encounter && referenceIn(encounter['serviceProvider'], 'Organization')) ??
    match.institution ??
    (patient && referenceIn(patient['managingOrganization'], 'Organization'));
  // What does not say when it was found was found at its visit, however late it is written down.
  const seen = to ?? from ?? match.found;
  const found = match.isDated || seen > match.found ? match.found : seen;
  const visited = from && dayIn(from) <= dayIn(found) ? dayIn(from) : null;
  return { institution: institution ?? null, visited, found, inpatient: isStay(encounter) };
}

interface Case {
  readonly match: Match;
  readonly disease: Disease;
  readonly patient: StoredResource;
  readonly place: Place;
  readonly areas: readonly AreaNode[];
}

async function prepare(means: Means, { match, disease, patient, place, areas }: Case): Promise<void> {
  const { tx, records, now, newId } = means;
  const { institution } = place;
  const due = dueOf(disease, match.subtype, match.found);
  const span = spanOn(disease, dayIn(match.found));
  if (institution === null || !due || !span) return putEvidence(tx, match, 'no-institution', { card: null, ...place, now });
  const person = readPerson(patient, areas);
  const onset = match.onset && match.onset <= match.found ? match.onset : null;
  const { disease: code, subtype, kind } = match;
  const said = {
    disease: code,
    subtype,
    kind,
    onset: onset && dayIn(onset),
    visited: place.visited,
    diagnosed: match.found.toISOString(),
    hospitalised: place.inpatient ? 'yes' : null,
  };
  // What a register says may be what no card can hold; the case is one all the same.
  const whole = cardFields.safeParse({ ...person, ...said });
  const fields: CardFields = whole.success
    ? whole.data
    : cardFields.parse({ ...said, patient: person.patient, name: person.name });
  const reportCounty = countyAt(areas, (await institutionRecord(tx, records, idIn(institution)))?.area);
  const card = await carryOut(
    tx,
    null,
    {
      ...{
        id: newId(),
        state: 'draft',
        source: 'automatic',
        fields,
        class: span.class,
        sensitive: disease.sensitive ?? false,
        due,
        since: match.found,
        strict: null,
        hours: hoursOf(disease, span, subtype),
      },
      ...{ reported: null, received: null, enterBy: null, institution, reportCounty },
      homeCounty: areas.find(({ code: town }) => town === fields.town)?.parent ?? null,
      ...{ created: now, author: `${rulesAuthor}${match.rule}`, classification: classifiedByRule(match, now), duplicateOf: null },
    },
    { step: 'prepare', by: byRule(match), reason: null, now },
  );
  await putEvidence(tx, match, 'prepared', { card: card.id, ...place, now });
}

async function withdraw({ tx, now }: Means, match: Match, card: StoredCard): Promise<void> {
  const step = { step: 'dismiss', by: byRule(match), reason: '所依据的记录已作废或不再成立', now } as const;
  await carryOut(tx, card, { ...card, state: 'dismissed' }, step);
}

/** Does to cards what a match has been decided to do. */
async function carry(means: Means, one: Case, decided: Captured, cards: readonly StoredCard[]): Promise<void> {
  const { tx, now } = means;
  const { match, disease, place } = one;
  if (decided.do === 'nothing') return;
  if (decided.do === 'prepare') return prepare(means, one);
  const card = cards.find(({ id }) => id === decided.card.id);
  if (!card) return;
  if (decided.do === 'withdraw') {
    await withdraw(means, match, card);
    return;
  }
  await putEvidence(tx, match, 'joined', { card: card.id, ...place, now });
  if (!decided.raise) return;
  const fields = { ...card.fields, ...decided.raise };
  const span = spanOn(disease, dayIn(new Date(fields.diagnosed)));
  const hours = span ? hoursOf(disease, span, fields.subtype) : card.hours;
  const after = { ...card, fields, ...raiseClock(card, hours, match.found), classification: classifiedByRule(match, now) };
  await carryOut(tx, card, after, { step: 'evidence', by: byRule(match), reason: null, now });
}

/** What was noticed of a resource that is gone now: void, by the card that it speaks for. */
const gone = (source: string, card: StoredCard, now: Date): Match => ({
  ...{ source, rule: card.classification.id, version: card.classification.version ?? '', disease: card.fields.disease },
  ...{ subtype: null, kind: 'suspected', found: now, patient: card.fields.patient ?? '', encounter: null, institution: null },
  ...{ onset: null, isDated: true, isVoid: true, together: null },
});

/** Withdraws the draft that rests on nothing else than this resource. */
async function letGo(means: Means, source: string, card: StoredCard, oldest: Date): Promise<void> {
  const disease = diseaseOf(card.fields.disease);
  if (!disease) return;
  const match = gone(source, card, means.now);
  const [held = card] = await heldDrafts(means.tx, [card]);
  const [standing] = await standingOf(means.tx, [held]);
  const decided = decideCapture(match, disease, standing ? [standing] : [], { oldest, institution: card.institution });
  if (decided.do === 'withdraw') await withdraw(means, match, held);
}

/** The cards of a person and disease: of their registrations, and those written by hand of whom nothing tells apart. */
async function cardsOf(
  tx: Tx,
  patients: readonly string[],
  person: ReturnType<typeof readPerson> | null,
  disease: string,
): Promise<readonly StoredCard[]> {
  const { number = null, name = null, born = null, phone = null } = person ?? {};
  const cards = await cardsLike(tx, { patients, number, name, born, phone, disease }, mostCards);
  return cards.filter(
    ({ fields }) => patients.includes(fields.patient ?? '') || (person !== null && whySimilar(person, fields).length > 0),
  );
}

/** So many prescriptions of a person are looked at, the newest. */
const mostPrescriptions = 100;

/** Whether a match says something by itself, or with the others that it needs. */
async function standsAlone(
  { tx, records, now }: Means,
  { together, isVoid, found }: Match,
  patients: readonly string[],
): Promise<boolean> {
  if (together === null || isVoid) return true;
  const codes = [...new Set(together.any.flat())].map((code) => `${codeSystems.atc}|${code}`);
  const asked = new URLSearchParams({ patient: patients.join(','), code: codes.join(','), _count: String(mostPrescriptions) });
  const { resources } = must(await records.find(tx, `MedicationRequest?${asked}`, now));
  return isTogether(together, resources, found);
}

/** A draft may be in somebody's hands at this moment: what is decided of it is decided of what they leave. */
async function heldDrafts(tx: Tx, cards: readonly StoredCard[]): Promise<readonly StoredCard[]> {
  const held = new Map<string, StoredCard>();
  // In one order, as whoever merges holds them: nobody waits for somebody who waits for them.
  const drafts = cards.filter(({ state }) => state === 'draft').map(({ id }) => id);
  for (const id of drafts.sort()) {
    const card = await holdCard(tx, id);
    if (card) held.set(id, card);
  }
  return cards.map((card) => held.get(card.id) ?? card);
}

async function takeOne(means: Means, source: string, areas: readonly AreaNode[], oldest: Date): Promise<void> {
  const { tx, records, now } = means;
  const resource = await readAt(tx, records, source);
  const known = await findCards(tx, await cardsBySource(tx, [source]));
  const [first] = known;
  const match = resource ? matchRule(resource, new Date(resource.meta.lastUpdated)) : null;
  // A card that no longer has its ground is looked at by what it says.
  const meant = match ?? (first ? gone(source, first, now) : null);
  const disease = meant && diseaseOf(meant.disease);
  if (!meant || !disease) return;
  const patientId = idIn(meant.patient);
  const { members = [patientId] } = (await peopleWriter.membersOf(tx, [patientId])).get(patientId) ?? {};
  const patients = members.map((id) => `Patient/${id}`);
  if (match && !(await standsAlone(means, match, patients))) {
    // What it stood for before it was put right has lost its ground.
    for (const card of known) await letGo(means, source, card, oldest);
    return;
  }
  const patient = await readAt(tx, records, meant.patient);
  const place = await placeOf(means, meant, patient);
  const cards = await cardsOf(tx, patients, patient && readPerson(patient, areas), meant.disease);
  // What it spoke for before it became another diagnosis has lost its ground.
  for (const card of known.filter(({ fields }) => fields.disease !== meant.disease)) await letGo(means, source, card, oldest);
  const told = [...new Map([...known, ...cards].map((card) => [card.id, card])).values()];
  const all = await heldDrafts(
    tx,
    told.filter(({ fields }) => fields.disease === meant.disease),
  );
  const seen = { ...meant, found: place.found };
  const decided = decideCapture(seen, disease, await standingOf(tx, all), { oldest, institution: place.institution });
  if (decided.do === 'prepare' && !patient) return;
  await carry(means, { match: seen, disease, patient: patient as StoredResource, place, areas }, decided, all);
}

/**
 * As `takeOne`; what cannot be read, or makes what the database refuses, is undone and laid aside, so that no single resource holds up all
 * others. False: it was laid aside.
 */
async function takeOrLayAside(
  means: Means,
  { source, found }: Waiting,
  areas: readonly AreaNode[],
  oldest: Date,
): Promise<boolean> {
  const { tx, now } = means;
  try {
    await tx.attempt(async () => {
      await takeOne(means, source, areas, oldest);
      return { ok: true };
    });
    return true;
  } catch (thrown) {
    const error = sayFailure(thrown);
    if (error === null) throw thrown;
    await layAside(tx, { source, found, error, now });
    return false;
  }
}

/** Looks at resources that wait and prepares cards for clinicians, in batches; those named first. How many were looked at. */
export async function capture(means: Means, most: number, first: readonly string[] = []): Promise<number> {
  const { tx, now } = means;
  const { captureDays } = await readSettings(tx);
  const oldest = new Date(now.getTime() - captureDays * dayLong);
  const sources = await takeWaiting(tx, most, first);
  if (sources.length === 0) return 0;
  const areas = await areaTree(tx);
  const done: string[] = [];
  for (const one of sources) if (await takeOrLayAside(means, one, areas, oldest)) done.push(one.source);
  await takeUp(tx, done);
  return sources.length;
}

/** As `capture`, for the job: what is older than the settings look back goes in one statement. */
export async function captureAll(means: Means, most: number): Promise<void> {
  const { captureDays } = await readSettings(means.tx);
  await dropOld(means.tx, new Date(means.now.getTime() - captureDays * dayLong));
  await capture(means, most);
}
