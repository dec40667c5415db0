import type { Definitions } from '@songhua/engine-fhir/definitions/types.ts';
import type { Entry } from '@songhua/engine-fhir/search/entries.ts';
import type { Catalogue } from '@songhua/engine-fhir/search/types.ts';

/** How the resources of a type belong to people. */
export interface OfPeople {
  /** Codes of the parameters by which a resource lies in the compartments of the patients they refer to, as they are stored. */
  readonly codes: readonly string[];
  /** It is a patient. */
  readonly self: boolean;
  /** Its resources tell of many: each of them must be within reach. */
  readonly many: boolean;
  /** What it tells may be sensitive: it can bear labels. */
  readonly sensitive: boolean;
}

/** Types of which one resource tells of several people who need know nothing of each other. */
const many: ReadonlySet<string> = new Set([
  'Account',
  'Appointment',
  'AuditEvent',
  'Group',
  'List',
  'Person',
  'Provenance',
  'Schedule',
]);

/** Types that tell of people without lying in their compartments. */
const besides: ReadonlySet<string> = new Set([
  'Binary',
  'BiologicallyDerivedProduct',
  'Bundle',
  'Contract',
  'Device',
  'DeviceMetric',
  'EnrollmentResponse',
  'GuidanceResponse',
  'Linkage',
  'MessageHeader',
  'OperationOutcome',
  'PaymentNotice',
  'PaymentReconciliation',
  'Task',
]);

/**
 * Types of R4's compartment of patients, from the definitions and not from parameters added at run time. A Patient lies in its own alone,
 * though R4 puts it in those of whomever it links to as well: who is one person says the index of people and no link that somebody writes.
 */
export function peopleOf({ compartments }: Pick<Definitions, 'compartments'>, catalogue: Catalogue, type: string): OfPeople {
  const own = catalogue.types.get(type);
  const self = type === 'Patient';
  const members = self ? [] : (compartments.get('Patient')?.[type] ?? []);
  const codes = [...new Set(members.flatMap((code) => own?.get(code)?.storedAs ?? []))];
  return { codes, self, many: many.has(type), sensitive: self || codes.length > 0 || besides.has(type) };
}

/** Whether resources of the type can lie in a patient's compartment at all. */
export const isOfPeople = ({ codes, self }: Pick<OfPeople, 'codes' | 'self'>): boolean => self || codes.length > 0;

/** Ids of the patients in whose compartments a resource lies, each once. */
export function patientsOf({ codes, self }: OfPeople, id: string, entries: readonly Entry[]): readonly string[] {
  const patients = new Set(self ? [id] : []);
  for (const entry of entries) {
    if (entry.kind === 'reference' && entry.type === 'Patient' && entry.id !== undefined && codes.includes(entry.param))
      patients.add(entry.id);
  }
  return [...patients];
}
