import { codeSystems } from '@songhua/engine-fhir/china/systems.ts';
import type { Resource } from '@songhua/kernel';
import type { CaseKind } from '../contract.ts';
import capture from './capture-rules.json' with { type: 'json' };
import { dayIn } from './judge-clock.ts';
import { diseaseOf, spanOn, suggestedBy } from './notifiable-list.ts';
import { codingsIn, elements, member, momentIn, referenceIn } from './read-element.ts';

/** What a resource says of a case, by which rule. */
export interface Match {
  readonly source: string;
  readonly rule: string;
  readonly version: string;
  readonly disease: string;
  readonly subtype: string | null;
  readonly kind: CaseKind;
  /** When it was found; what does not say so was found when it was written, at the latest at its visit (`isDated` false). */
  readonly found: Date;
  readonly isDated: boolean;
  /** `Patient/…`, `Encounter/…`, `Organization/…` as far as it says them. */
  readonly patient: string;
  readonly encounter: string | null;
  readonly institution: string | null;
  readonly onset: Date | null;
  /** It was written in error or refuted: what rested on it has lost its ground. */
  readonly isVoid: boolean;
  /** It speaks for the disease only with others that are looked for; null: by itself. */
  readonly together: Together | null;
}

const diseaseSystems: readonly string[] = [
  codeSystems.disease,
  'http://hl7.org/fhir/sid/icd-10',
  'http://hl7.org/fhir/sid/icd-10-cn',
];

/** Medicines that speak for a disease only with one another, and only where a treatment begins. */
export interface Together {
  /** Codes of which one set has been prescribed whole … */
  readonly any: readonly (readonly string[])[];
  /** … within so many days of each other … */
  readonly withinDays: number;
  /** … to somebody who was given none of them in so many days before these: else a treatment goes on that somebody began for a reason. */
  readonly newFor: number;
}

interface CodeRule {
  readonly id: string;
  readonly disease: string;
  readonly subtype?: string;
  readonly kind: string;
  readonly together?: Together;
}

const byCode = new Map<string, CodeRule>(
  (capture.rules as readonly (CodeRule & { readonly type: string; readonly codes: readonly string[] })[]).flatMap((rule) =>
    rule.codes.map((code) => [`${rule.type} ${code}`, rule] as const),
  ),
);

/** Types of resources that rules speak of. */
export const capturedTypes = ['Condition', 'Observation', 'DiagnosticReport', 'MedicationRequest'] as const;

const codesOf = (concepts: unknown): readonly string[] => codingsIn(concepts).map(({ code }) => code);
const ruleFor = (type: string, concepts: unknown): CodeRule | undefined =>
  codingsIn(concepts)
    .map(({ system, code }) => byCode.get(`${type} ${system}|${code}`))
    .find((one) => one !== undefined);

const icdIn = (concepts: unknown, day: string) =>
  codingsIn(concepts)
    .filter(({ system }) => diseaseSystems.includes(system))
    .map(({ code }) => suggestedBy(code, day))
    .find((one) => one !== undefined);

/** LOINC's answers, SNOMED CT's and HL7's codes for positive, detected, reactive. */
const positiveCodes = new Set(['LA6576-8', 'LA11883-8', '10828004', '260373001', '11214006', 'POS', 'DET', 'RR']);
const positiveText = /^(弱?阳性|反应性|检出|\+|positive|reactive|detected)/i;

/** Whether a result says yes. A result with a number alone says nothing here. */
function isPositive(observation: Readonly<Record<string, unknown>>): boolean {
  const value = observation['valueCodeableConcept'];
  if ([...codesOf(value), ...codesOf(observation['interpretation'])].some((code) => positiveCodes.has(code))) return true;
  const text = member(value, 'text') ?? observation['valueString'];
  return typeof text === 'string' && positiveText.test(text.trim());
}

interface Said {
  readonly rule: string;
  readonly disease: string;
  readonly subtype: string | null;
  readonly kind: CaseKind;
  readonly isVoid?: boolean;
  readonly together?: Together | null;
}

const byRule = ({ id, disease, subtype, kind, together }: CodeRule): Said => ({
  rule: id,
  disease,
  subtype: subtype ?? null,
  kind: kind as CaseKind,
  together: together ?? null,
});

const uncertain: readonly string[] = ['unconfirmed', 'provisional', 'differential'];
const untrue: readonly string[] = ['refuted', 'entered-in-error'];

function ofCondition(condition: Resource, day: string): Said | null {
  // A list of problems repeats what was found long ago.
  if (codesOf(condition['category']).includes('problem-list-item') && !condition['encounter']) return null;
  const found = icdIn(condition['code'], day);
  if (!found) return null;
  const status = codesOf(condition['verificationStatus'])[0] ?? '';
  return {
    rule: capture.diagnosis.id,
    disease: found.disease.code,
    subtype: found.subtype,
    kind: uncertain.includes(status) ? 'suspected' : (found.kind ?? 'clinical'),
    isVoid: untrue.includes(status),
  };
}

/** Of a test and the parts of a panel the first that is positive; where none is, the first that a rule knows, void. */
function ofResults(results: readonly Readonly<Record<string, unknown>>[], isVoid: boolean): Said | null {
  const known = results.flatMap((result) => {
    const rule = ruleFor('Observation', result['code']);
    return rule ? [{ rule, isYes: isPositive(result) }] : [];
  });
  const first = known.find(({ isYes }) => isYes) ?? known[0];
  return first ? { ...byRule(first.rule), isVoid: isVoid || !first.isYes } : null;
}

const voidStates: readonly unknown[] = ['entered-in-error', 'cancelled'];

function saidBy(resource: Resource, day: string): Said | null {
  const type = resource.resourceType;
  if (type === 'Condition') return ofCondition(resource, day);
  const isVoid = voidStates.includes(resource['status']);
  if (type === 'DiagnosticReport') {
    const found = icdIn(resource['conclusionCode'], day);
    if (found)
      return {
        rule: capture.diagnosis.conclusion,
        disease: found.disease.code,
        subtype: found.subtype,
        kind: 'suspected',
        isVoid,
      };
    // A report of one test whose result stands in its conclusion.
    return ofResults([{ code: resource['code'], valueString: resource['conclusion'] }], isVoid);
  }
  if (type === 'Observation') return ofResults([resource, ...elements(resource['component'])], isVoid);
  const rule = ruleFor(type, resource['medicationCodeableConcept']);
  return rule ? { ...byRule(rule), isVoid } : null;
}

const foundBy: Readonly<Record<string, readonly string[]>> = {
  Condition: ['recordedDate'],
  Observation: ['issued', 'effectiveDateTime'],
  DiagnosticReport: ['issued', 'effectiveDateTime'],
  MedicationRequest: ['authoredOn'],
};

/**
 * The case that a resource speaks of by the rules, or null. `written`: when it was written, for what does not say when it was found. A
 * result that is not positive matches and is void: an earlier version of it may have been.
 */
export function matchRule(resource: Resource & { readonly id: string }, written: Date): Match | null {
  const says = foundBy[resource.resourceType];
  const patient = referenceIn(resource['subject'], 'Patient');
  if (!says || !patient) return null;
  const dated = says.map((name) => momentIn(resource[name])).find((at) => at !== null);
  const found = dated ?? written;
  const day = dayIn(found);
  const said = saidBy(resource, day);
  const disease = said && diseaseOf(said.disease);
  if (!disease || !spanOn(disease, day)) return null;
  const performers = [...elements(resource['performer']), resource['requester'], resource['recorder']];
  return {
    source: `${resource.resourceType}/${resource.id}`,
    version: capture.version,
    found,
    isDated: dated !== undefined,
    patient,
    encounter: referenceIn(resource['encounter'], 'Encounter'),
    institution: performers.map((one) => referenceIn(one, 'Organization')).find((one) => one !== null) ?? null,
    onset: resource.resourceType === 'Condition' ? momentIn(resource['onsetDateTime']) : null,
    isVoid: false,
    together: null,
    ...said,
  };
}
