import type { StoredResource } from '@songhua/kernel';
import type { Stake } from '@songhua/records';
import { plusDays } from './account-days.ts';
import { child, codesIn, idOf, list, periodOf, referenceOf, textOf } from './read-element.ts';

/** Types that say who stands in which relation to whom. */
export const relationTypes = ['Patient', 'Encounter', 'EpisodeOfCare', 'CareTeam'] as const;

/**
 * How long after an encounter its institution still treats the person, how long one counts that nobody has closed, in days after it
 * was last written, and how long before and after its day one counts that is only planned. They are this project's choice: follow-up of an
 * outpatient course is asked within a quarter, and who comes next week is prepared for.
 */
export const usualDays = { after: 90, unclosed: 365, planned: 7 } as const;

type Days = { readonly [name in keyof typeof usualDays]: number };

const base = 'https://songhua.example/fhir';

/** What makes an EpisodeOfCare or a CareTeam the family-doctor contract (家庭医生签约服务). */
export const contractCode = { system: `${base}/CodeSystem/care-relation`, code: 'family-doctor-contract' } as const;

/** As the registry writes areas into an address (GB/T 2260; nine-digit towns begin with their county). */
const areaExtension = `${base}/StructureDefinition/area-code`;

const earlier = (a: Date, b: Date): Date => (a < b ? a : b);

const void_ = new Set(['entered-in-error', 'cancelled']);
const statusOf = (resource: StoredResource): string => textOf(resource['status']) ?? '';

type Bounds = Pick<Stake, 'since' | 'until'>;

const stakesFor = (
  patient: string | undefined,
  relation: Stake['relation'],
  holders: readonly (string | undefined)[],
  bounds: Bounds,
): Stake[] =>
  patient === undefined || (bounds.since && bounds.until && bounds.since >= bounds.until)
    ? []
    : [...new Set(holders)].flatMap((holder) => (holder ? [{ patient: idOf(patient), relation, holder, ...bounds }] : []));

/**
 * From when until when an encounter counts. No end that somebody writes lies further ahead than the days allow from the moment it is
 * written: only what is written again lasts longer.
 */
function encounterBounds(encounter: StoredResource, { after, unclosed, planned }: Days): Bounds | null {
  const written = new Date(encounter.meta.lastUpdated);
  const said = periodOf(encounter['period']);
  const status = statusOf(encounter);
  const last = plusDays(written, unclosed);
  if (status === 'planned')
    return said.since ? { since: plusDays(said.since, -planned), until: earlier(plusDays(said.since, planned), last) } : null;
  const since = said.since ?? written;
  if (status === 'finished') return { since, until: plusDays(earlier(said.until ?? since, written), after) };
  return { since, until: said.until ? earlier(plusDays(said.until, after), last) : last };
}

/** Treating: the institution and those who took part, from the encounter's begin until some days after its end. */
function ofEncounter(encounter: StoredResource, days: Days): Stake[] {
  const bounds = void_.has(statusOf(encounter)) ? null : encounterBounds(encounter, days);
  if (!bounds) return [];
  const people = list(encounter['participant']).map((one) => referenceOf(child(one, 'individual'), 'Practitioner'));
  return stakesFor(
    referenceOf(encounter['subject'], 'Patient'),
    'treating',
    [referenceOf(encounter['serviceProvider'], 'Organization'), ...people],
    bounds,
  );
}

/** Whether one of these concepts is the family-doctor contract. */
export const isContract = (concepts: unknown): boolean => codesIn(concepts, contractCode.system).includes(contractCode.code);

/** The part of two spans that they share. */
const shared = (a: Bounds, b: Bounds): Bounds => {
  const later = (x?: Date, y?: Date) => (x && y ? (x > y ? x : y) : (x ?? y));
  const sooner = (x?: Date, y?: Date) => (x && y ? earlier(x, y) : (x ?? y));
  const [since, until] = [later(a.since, b.since), sooner(a.until, b.until)];
  return { ...(since && { since }), ...(until && { until }) };
};

/** What lasts now, or has lasted until an end that is said. */
const lasts = (status: string, { until }: Bounds, now: readonly string[], over: readonly string[]): boolean =>
  now.includes(status) || (over.includes(status) && until !== undefined);

function ofEpisode(episode: StoredResource): Stake[] {
  const bounds = periodOf(episode['period']);
  if (!isContract(episode['type']) || !lasts(statusOf(episode), bounds, ['active', 'onhold'], ['finished'])) return [];
  const holders = [
    referenceOf(episode['managingOrganization'], 'Organization'),
    referenceOf(episode['careManager'], 'Practitioner'),
  ];
  return stakesFor(referenceOf(episode['patient'], 'Patient'), 'contracted', holders, bounds);
}

const isAnotherPatient = (reference: unknown, patient: string | undefined): boolean =>
  child(reference, 'type') === 'Patient' || /(^|\/)Patient\//.test(textOf(child(reference, 'reference')) ?? '')
    ? referenceOf(reference, 'Patient') !== patient
    : false;

function ofTeam(team: StoredResource): Stake[] {
  const bounds = periodOf(team['period']);
  if (!isContract(team['category']) || !lasts(statusOf(team), bounds, ['active', 'suspended'], ['inactive'])) return [];
  const patient = referenceOf(team['subject'], 'Patient');
  // It lies in the record of every patient it names, too: who reaches one of them could give himself a relation to another.
  if (list(team['participant']).some((one) => isAnotherPatient(child(one, 'member'), patient))) return [];
  const houses = list(team['managingOrganization']).map((one) => referenceOf(one, 'Organization'));
  return [
    ...stakesFor(patient, 'contracted', houses, bounds),
    ...list(team['participant']).flatMap((one) =>
      stakesFor(
        patient,
        'contracted',
        [referenceOf(child(one, 'member'), 'Practitioner', 'Organization')],
        shared(bounds, periodOf(child(one, 'period'))),
      ),
    ),
  ];
}

/** The county of a code, and the city it lies in: 220221 of 220221106, and 220200. */
const areasOf = (code: string): readonly string[] =>
  /^\d{6}(\d{3}(\d{3})?)?$/.test(code) ? [code.slice(0, 6), `${code.slice(0, 4)}00`] : [];

/** Codes of an address: those of the registry's extension, or the district itself where it is written as one. */
const codesOfAddress = (address: unknown): readonly string[] => [
  ...list(child(address, 'extension')).flatMap((extension) =>
    child(extension, 'url') === areaExtension ? (textOf(child(child(extension, 'valueCoding'), 'code')) ?? []) : [],
  ),
  ...[textOf(child(address, 'district')) ?? ''].filter((district) => /^\d{6}$/.test(district)),
];

/** Responsible: the institution that keeps the file, and the areas of every address that has not ended. */
function ofPatient(patient: StoredResource): Stake[] {
  if (patient['active'] === false) return [];
  const id = `Patient/${patient.id}`;
  return [
    ...stakesFor(id, 'responsible', [referenceOf(patient['managingOrganization'], 'Organization')], {}),
    ...list(patient['address']).flatMap((address) =>
      child(address, 'use') === 'old'
        ? []
        : stakesFor(
            id,
            'responsible',
            codesOfAddress(address)
              .flatMap(areasOf)
              .map((area) => `area/${area}`),
            periodOf(child(address, 'period')),
          ),
    ),
  ];
}

/** Who stands in which relation to whom, as one resource says; what it does not say is not guessed. */
export function decideStakes(resource: StoredResource, days: Days = usualDays): readonly Stake[] {
  if (resource.resourceType === 'Encounter') return ofEncounter(resource, days);
  if (resource.resourceType === 'EpisodeOfCare') return ofEpisode(resource);
  if (resource.resourceType === 'CareTeam') return ofTeam(resource);
  return resource.resourceType === 'Patient' ? ofPatient(resource) : [];
}
