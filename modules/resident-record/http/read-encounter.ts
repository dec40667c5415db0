import { ok, type Result, reachOf, refuse, route } from '@songhua/kernel';
import { encounterDetail, encounterParams, mineEncounterParams, mineQuery } from '../contract.ts';
import { detailEncounter } from '../domain/detail-encounter.ts';
import { type Encounter, idIn } from '../domain/fhir.ts';
import { patientOf, sourcesOf } from '../domain/name-source.ts';
import { leads } from '../domain/say-limits.ts';
import { gatherRecord } from '../store/gather-record.ts';
import { looksAt } from '../store/looks.ts';
import { showing } from './show.ts';
import { ownWhose, type Whose, whoseRecord } from './whose-record.ts';

async function detail({ asking, patients }: Whose, id: string): Promise<Result<unknown>> {
  const { tx, records, actor, now } = asking;
  const unknown = refuse('resident-record.unknown-visit', { id });
  const store = records.as(actor, now);
  const found = (await store.read(tx, 'Encounter', id)) as Encounter | null;
  if (!found || !patients.some((one) => one.id === patientOf(found))) return unknown;
  const of = `&encounter=Encounter/${id}`;
  const gathered = await gatherRecord(
    asking,
    patients,
    ['conditions', 'prescriptions', 'observations', 'reports', 'procedures', 'compositions', 'references', 'bills'],
    {
      conditions: '',
      prescriptions: of,
      observations: of,
      reports: of,
      procedures: of,
      compositions: of,
      references: of,
      bills: of,
    },
  );
  if (!gathered.ok) return gathered;
  const named = new Set((found.diagnosis ?? []).map(({ condition }) => idIn(condition, 'Condition')));
  const conditions = gathered.value.conditions.filter((one) => named.has(one.id) || idIn(one.encounter, 'Encounter') === id);
  const whole = { ...gathered.value, conditions, encounters: [found] };
  const names = new Map<string, string>();
  for (const { individual } of (found.participant ?? []).slice(0, 20)) {
    const practitioner = idIn(individual, 'Practitioner');
    const one = practitioner === undefined ? null : await store.read(tx, 'Practitioner', practitioner);
    const [name] = (one?.['name'] ?? []) as {
      readonly text?: string;
      readonly family?: string;
      readonly given?: readonly string[];
    }[];
    if (name) names.set(individual?.reference ?? '', name.text ?? [name.family ?? '', ...(name.given ?? [])].join(''));
  }
  const looks = await looksAt(
    tx,
    actor.id,
    patients.map((one) => one.id),
  );
  return ok(
    showing(
      detailEncounter(found, whole, names, sourcesOf(whole, looks, now), leads(reachOf(actor), 'ExplanationOfBenefit')),
      whole,
    ),
  );
}

export const readEncounter = route({
  method: 'GET',
  path: '/api/resident-record/people/:patient/encounters/:encounter',
  summary: { zh: '一次就诊或住院的全部记录', en: 'One visit or admission in full' },
  permission: 'resident-record.read',
  people: 'reach',
  transaction: 'search',
  params: encounterParams,
  response: encounterDetail,
  handle: async ({ params: { patient, encounter }, ...call }) => {
    const whose = await whoseRecord(call, patient);
    return whose.ok ? detail(whose.value, encounter) : whose;
  },
});

export const readOwnEncounter = route({
  method: 'GET',
  path: '/api/resident-record/mine/encounters/:encounter',
  summary: { zh: '本人（或所代办居民）的一次就诊', en: 'One visit of one’s own' },
  permission: 'resident-record.read-own',
  people: 'own',
  transaction: 'search',
  params: mineEncounterParams,
  query: mineQuery,
  response: encounterDetail,
  handle: async ({ params: { encounter }, query, ...call }) => {
    const whose = await ownWhose(call, query.patient);
    return whose.ok ? detail(whose.value, encounter) : whose;
  },
});
