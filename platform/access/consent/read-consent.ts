import type { FieldError, Label, Purpose, Resource } from '@songhua/kernel';
import type { Denial } from '@songhua/records';
import { resourceTypes } from '@songhua/records/domain/resource-types.ts';
import { securityRules } from '@songhua/records/reach/label-rules.ts';
import { child, codesIn, idOf, list, periodOf, referenceOf, textOf } from '../relations/read-element.ts';
import { cannotKeep } from './cannot-keep.ts';

/** What a consent forbids, and what in it this program cannot keep: then it is refused as a whole, so that nobody relies on it. */
export interface ConsentRead {
  readonly denials: readonly Denial[];
  readonly errors: readonly FieldError[];
}

export const consentSystems = {
  scope: 'http://terminology.hl7.org/CodeSystem/consentscope',
  act: 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
  reason: 'http://terminology.hl7.org/CodeSystem/v3-ActReason',
  participation: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType',
  action: 'http://terminology.hl7.org/CodeSystem/consentaction',
  types: 'http://hl7.org/fhir/resource-types',
} as const;

/** HL7's words for what records are used for, in ours. Emergencies are not among them: no consent stands in the way of saving a life. */
const purposeOf: Readonly<Record<string, Purpose>> = {
  TREAT: 'treatment',
  PUBHLTH: 'public-health',
  HOPERAT: 'administration',
};

/** Ways of using a record that all come to reading it. */
const readings = new Set(['access', 'use', 'disclose']);
/** Who receives: the roles in which an actor can be forbidden or permitted to read. */
const receivers = new Set(['IRCP', 'PRCP']);

interface Rule {
  readonly permits: boolean;
  readonly institutions: readonly string[];
  readonly types: readonly string[];
  readonly purposes: readonly Purpose[];
  readonly labels: readonly Label[];
  readonly since?: Date;
  readonly until?: Date;
  readonly exceptions: readonly { readonly rule: Rule; readonly path: string }[];
}

const unsupported = ['code', 'dataPeriod', 'data', 'modifierExtension'] as const;

/** Prohibitions that follow from one consent at most. */
const mostDenials = 1_000;

const distinct = <T>(items: readonly T[]): readonly T[] => [...new Set(items)];

/** Reads one provision; what it says that cannot be kept is told by its path. */
function readRule(provision: unknown, path: string, usual: boolean | undefined, errors: FieldError[]): Rule {
  const fault = (at: string, rule: Parameters<typeof cannotKeep>[1], value?: unknown): void => {
    errors.push(cannotKeep(`${path}.${at}`, rule, value));
  };
  for (const name of unsupported) if (list(child(provision, name)).length > 0) fault(name, name);
  const type = textOf(child(provision, 'type'));
  if (type === undefined && usual === undefined) fault('type', 'type-missing');
  const institutions = list(child(provision, 'actor')).flatMap((actor, at) => {
    const roles = codesIn(child(actor, 'role'), consentSystems.participation);
    if (!roles.some((role) => receivers.has(role))) fault(`actor[${at}].role`, 'actor-role', roles.join());
    const reference = child(actor, 'reference');
    const institution = referenceOf(reference, 'Organization');
    if (!institution) fault(`actor[${at}].reference`, 'actor', child(reference, 'reference'));
    return institution ?? [];
  });
  const types = list(child(provision, 'class')).flatMap((one, at) => {
    const [system, code] = [child(one, 'system'), textOf(child(one, 'code'))];
    if (system === consentSystems.types && code !== undefined && resourceTypes.has(code)) return code;
    fault(`class[${at}]`, 'class', code);
    return [];
  });
  const purposes = list(child(provision, 'purpose')).flatMap((one, at) => {
    const code = textOf(child(one, 'code')) ?? '';
    const purpose =
      child(one, 'system') === consentSystems.reason && Object.hasOwn(purposeOf, code) ? purposeOf[code] : undefined;
    if (!purpose) fault(`purpose[${at}]`, 'purpose', code);
    return purpose ?? [];
  });
  const labels = list(child(provision, 'securityLabel')).flatMap((one, at) => {
    const code = textOf(child(one, 'code')) ?? '';
    const { systems, actCodes } = securityRules;
    const known = child(one, 'system') === systems.actCode && Object.hasOwn(actCodes, code) ? actCodes[code] : undefined;
    if (!known) fault(`securityLabel[${at}]`, 'securityLabel', code);
    return known ?? [];
  });
  const actions = list(child(provision, 'action'));
  if (actions.length > 0 && !codesIn(actions, consentSystems.action).some((code) => readings.has(code)))
    fault('action', 'action');
  return {
    permits: type === undefined ? usual === true : type === 'permit',
    institutions: distinct(institutions),
    types: distinct(types),
    purposes: distinct(purposes),
    labels: distinct(labels),
    ...periodOf(child(provision, 'period')),
    exceptions: list(child(provision, 'provision')).map((one, at) => {
      const inner = `${path}.provision[${at}]`;
      return { rule: readRule(one, inner, undefined, errors), path: inner };
    }),
  };
}

type Part<T> = readonly (T | undefined)[];
const orAll = <T>(items: readonly T[]): Part<T> => (items.length > 0 ? items : [undefined]);

/** A denial for each institution, type, purpose and label that a rule names together. */
function denialsOf(rule: Rule, patient: string, spared: readonly string[]): Denial[] {
  const { since, until } = rule;
  return orAll(rule.institutions).flatMap((institution) =>
    institution !== undefined && spared.includes(institution)
      ? []
      : orAll(rule.types).flatMap((type) =>
          orAll(rule.purposes).flatMap((purpose) =>
            orAll(rule.labels).map((label) => ({
              patient,
              ...(institution !== undefined && { institution }),
              ...(institution === undefined && spared.length > 0 && { spared }),
              ...(type !== undefined && { type }),
              ...(purpose !== undefined && { purpose }),
              ...(label !== undefined && { label }),
              ...(since && { since }),
              ...(until && { until }),
            })),
          ),
        ),
  );
}

/** How many prohibitions, and institutions spared by them, a rule would come to: known before any is made. */
function sizeOf({ permits, exceptions, institutions, types, purposes, labels }: Rule): number {
  if (permits) return exceptions.reduce((sum, { rule }) => sum + sizeOf(rule), 0);
  const spared = exceptions.reduce((sum, { rule }) => sum + rule.institutions.length, 0);
  return [institutions.length, types.length, purposes.length, labels.length, spared].reduce(
    (size, n) => size * Math.max(n, 1),
    1,
  );
}

/** Whether a permission inside a prohibition only names institutions, for as long as the prohibition lasts. */
const sparesWholly = ({ types, purposes, labels, since, until, institutions, exceptions }: Rule): boolean =>
  institutions.length > 0 && types.length + purposes.length + labels.length === 0 && !since && !until && exceptions.length === 0;

/** A prohibition inside a prohibition is said already; inside a permission it is what it is an exception from. */
function denialsWithin(rule: Rule, patient: string, errors: FieldError[]): Denial[] {
  if (rule.permits) {
    if (rule.exceptions.length === 0) return [];
    // Outside what a permission names its exceptions would say nothing: they cannot be wider than it.
    const named = [rule.institutions, rule.types, rule.purposes, rule.labels];
    const isWide = named.every((items) => items.length === 0) && !rule.since && !rule.until;
    if (!isWide) {
      errors.push(cannotKeep(rule.exceptions[0]?.path ?? 'provision', 'inside-narrow-permit'));
      return [];
    }
    return rule.exceptions.flatMap((inner) => denialsWithin(inner.rule, patient, errors));
  }
  const permits = rule.exceptions.filter((inner) => inner.rule.permits);
  for (const { rule: inner, path } of permits) if (!sparesWholly(inner)) errors.push(cannotKeep(path, 'permit-in-deny'));
  for (const { rule: inner, path } of rule.exceptions) if (!inner.permits) errors.push(cannotKeep(path, 'deny-in-deny'));
  const spared = permits.flatMap((inner) => inner.rule.institutions);
  return denialsOf(rule, patient, spared);
}

/**
 * Reads a FHIR R4 Consent of scope `patient-privacy` that is active. A consent takes away and never gives: who may see what at all is the
 * policies' business. Provisions forbid, by institution, type of resource, security label, purpose and period; a permission inside a prohibition spares
 * the institutions it names. `policyRule` OPTIN or OPTOUT, or the root's type, says what holds where nothing else is said.
 */
export function readConsent(consent: Resource): ConsentRead {
  const none = { denials: [], errors: [] };
  if (consent['status'] !== 'active') return none;
  if (!codesIn(consent['scope'], consentSystems.scope).includes('patient-privacy')) return none;
  const errors: FieldError[] = [];
  if (list(consent['modifierExtension']).length > 0) errors.push(cannotKeep('modifierExtension', 'modifierExtension'));
  const patient = referenceOf(consent['patient'], 'Patient');
  if (!patient) errors.push(cannotKeep('patient', 'patient', child(consent['patient'], 'reference')));
  const base = codesIn(consent['policyRule'], consentSystems.act);
  const usual = base.includes('OPTOUT') ? false : base.includes('OPTIN') ? true : undefined;
  const provision = consent['provision'];
  const type = textOf(child(provision, 'type'));
  if (provision === undefined && usual === undefined)
    return { denials: [], errors: [...errors, cannotKeep('provision', 'says-nothing')] };
  if (usual !== undefined && type !== undefined && (type === 'permit') !== usual)
    errors.push(cannotKeep('provision.type', 'contradiction', type));
  const rule = readRule(provision ?? {}, 'provision', usual, errors);
  const size = sizeOf(rule);
  if (size > mostDenials) return { denials: [], errors: [...errors, cannotKeep('provision', 'too-many', size)] };
  const denials = denialsWithin(rule, patient ? idOf(patient) : '', errors);
  return errors.length > 0 ? { denials: [], errors } : { denials, errors };
}
