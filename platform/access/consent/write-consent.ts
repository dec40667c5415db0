import type { Resource } from '@songhua/kernel';
import type { ConsentChoice } from '../contract/own-consents.ts';
import { resourceGroups } from '../policy/resource-groups.ts';
import { consentSystems } from './read-consent.ts';

const coded = (system: string, code: string) => ({ coding: [{ system, code }] });

const reasonOf = { treatment: 'TREAT', 'public-health': 'PUBHLTH', administration: 'HOPERAT' } as const;

/** Of the codes that say a label, the one we write. */
const codeOf = { sti: 'STD', mental: 'MH', genetic: 'GDIS' } as const;

const recipients = (institutions: readonly string[]) =>
  institutions.map((reference) => ({ role: coded(consentSystems.participation, 'IRCP'), reference: { reference } }));

/**
 * The FHIR R4 Consent that says what a person chose: of what they forbid, with the institutions they spare inside. What it forbids is known by
 * reading it (`readConsent`), as everybody else's.
 */
export function writeConsent(
  patient: string,
  { who, institutions, kinds, labels, purposes, from, until }: ConsentChoice,
): Resource {
  const types = kinds.flatMap((kind) => resourceGroups[kind].types);
  return {
    resourceType: 'Consent',
    status: 'active',
    scope: coded(consentSystems.scope, 'patient-privacy'),
    category: [coded(consentSystems.act, 'INFA')],
    patient: { reference: `Patient/${patient}` },
    policyRule: coded(consentSystems.act, 'OPTIN'),
    provision: {
      provision: [
        {
          type: 'deny',
          ...((from !== null || until !== null) && {
            period: { ...(from !== null && { start: from }), ...(until !== null && { end: until }) },
          }),
          ...(who === 'only' && { actor: recipients(institutions) }),
          ...(purposes.length > 0 && {
            purpose: purposes.map((purpose) => ({ system: consentSystems.reason, code: reasonOf[purpose] })),
          }),
          ...(labels.length > 0 && {
            securityLabel: labels.map((label) => ({ system: consentSystems.act, code: codeOf[label] })),
          }),
          ...(types.length > 0 && { class: types.map((code) => ({ system: consentSystems.types, code })) }),
          ...(who === 'except' && { provision: [{ type: 'permit', actor: recipients(institutions) }] }),
        },
      ],
    },
  };
}
