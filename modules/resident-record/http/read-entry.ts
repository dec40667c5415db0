import { ok, refuse, route } from '@songhua/kernel';
import { type EntryType, mineEntryParams, mineEntryQuery, ownEntry } from '../contract.ts';
import { explainEntry } from '../domain/explain-entry.ts';
import { codedOf, type Observation, type Stored } from '../domain/fhir.ts';
import { patientOf, sourcesOf } from '../domain/name-source.ts';
import { gatherRecord, type Kind } from '../store/gather-record.ts';
import { looksAt } from '../store/looks.ts';
import { showing } from './show.ts';
import { ownWhose } from './whose-record.ts';

const medicines = ['prescriptions', 'statements', 'dispenses'] as const;

/** All that must be known of a person to say what one thing of a kind means. */
const kindsOf: Readonly<Record<EntryType, readonly Kind[]>> = {
  Observation: ['observations'],
  DiagnosticReport: ['reports', 'observations'],
  MedicationRequest: medicines,
  MedicationStatement: medicines,
  MedicationDispense: medicines,
  AllergyIntolerance: ['allergies'],
  Immunization: ['immunizations'],
  Condition: ['conditions'],
  Procedure: ['procedures'],
};

/** Of many results only those of the same measurement are needed. */
function narrowed(type: EntryType, found: Stored): Partial<Record<Kind, string>> {
  if (type !== 'Observation') return {};
  const { code, system } = codedOf((found as Observation).code);
  // What bears a code without a system is known by its name as well: under another code, too.
  return code === null || !system ? {} : { observations: `&code=${encodeURIComponent(`${system}|${code}`)}` };
}

export const readOwnEntry = route({
  method: 'GET',
  path: '/api/resident-record/mine/entries/:type/:id',
  summary: {
    zh: '本人（或所代办居民）档案中的一项，附通俗说明',
    en: 'One thing of one’s own record in plain words',
  },
  permission: 'resident-record.read-own',
  people: 'own',
  transaction: 'search',
  params: mineEntryParams,
  query: mineEntryQuery,
  response: ownEntry,
  handle: async ({ params: { type, id }, query, ...call }) => {
    const whose = await ownWhose(call, query.patient);
    if (!whose.ok) return whose;
    const { asking, patients } = whose.value;
    const { tx, records, actor, now } = asking;
    const unknown = refuse('resident-record.unknown-entry', { id: `${type}/${id}` });
    const found = (await records.as(actor, now).read(tx, type, id)) as unknown as Stored | null;
    if (!found || !patients.some((one) => one.id === patientOf(found))) return unknown;
    const gathered = await gatherRecord(asking, patients, [...kindsOf[type], 'encounters'], narrowed(type, found));
    if (!gathered.ok) return gathered;
    const ids = patients.map((one) => one.id);
    const looks = await looksAt(tx, actor.id, ids);
    const entry = explainEntry(found, gathered.value, sourcesOf(gathered.value, looks, now), now);
    // The visits were read for the names of institutions alone.
    return entry ? ok(showing(entry, { ...gathered.value, encounters: [] })) : unknown;
  },
});
