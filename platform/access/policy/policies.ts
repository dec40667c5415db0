import type { Label, MaskedField, Purpose, Relation, Role } from '@songhua/kernel';
import type { GroupName } from './resource-groups.ts';

/** One rule of who reaches what. Rules add up; nothing is reached that none of them gives. */
export interface Policy {
  readonly id: string;
  readonly roles: readonly Role[];
  readonly groups: readonly GroupName[];
  /**
   * Everybody's and everything's; what says it is the business of the institution acted for (its visits, its registrations), whoever it is
   * about; or that of people to whom one of these relations leads.
   */
  readonly by: 'everyone' | 'own-house' | readonly Relation[];
  /** c create, r read, u update, d delete, s search. */
  readonly interactions: string;
  /** The rule counts while records are looked at for this; `administration`, `personal` and `emergency` rules always do. */
  readonly purpose: Purpose;
  /** Sensitive records that it also leads to. */
  readonly labels: readonly Label[] | '*';
  /** What lists show of people in part, as far as this rule alone leads to them: whoever needs it whole of somebody opens that one record. */
  readonly masked: readonly MaskedField[];
  /** A person's consent cannot take away what it leads to: it is their own, a life is at stake, or it is the consent itself. */
  readonly aboveConsent?: true;
}

/**
 * Who reaches what. Decided here and nowhere else: the record store carries it out, the pages print it. What it rests on: 个人信息保护法 Arts. 6
 * (least extent), 13 and 28-29 (sensitive information); the choice of groups, relations and labels is this project's own and is meant
 * to be argued about. What relations follow from (identity, care) is written with an account for the institution acted for alone, and within the
 * bounds of relations/check-writer.ts and relations/account-stakes.ts: or who treats somebody could make that relation longer, and give it to
 * others (decision 16).
 */
export const policies: readonly Policy[] = [
  {
    id: 'open-registers',
    roles: [
      'planner',
      'administrator',
      'viewer',
      'doctor',
      'nurse',
      'family-doctor',
      'cdc',
      'privacy-officer',
      'registrar',
      'resident',
    ],
    groups: ['registry', 'terminology'],
    by: 'everyone',
    interactions: 'rs',
    purpose: 'administration',
    labels: [],
    masked: ['name', 'phone'],
  },
  {
    id: 'planning',
    roles: ['planner'],
    groups: ['administrative'],
    by: 'everyone',
    interactions: 'rs',
    purpose: 'administration',
    labels: [],
    masked: [],
  },
  {
    id: 'upkeep',
    roles: ['administrator'],
    groups: ['registry', 'terminology', 'administrative'],
    by: 'everyone',
    interactions: 'cruds',
    purpose: 'administration',
    labels: [],
    masked: ['name', 'phone'],
  },
  {
    id: 'consent-oversight',
    roles: ['privacy-officer'],
    groups: ['consents'],
    by: 'everyone',
    interactions: 'rs',
    purpose: 'administration',
    // One that forbids what is sensitive says that there is such.
    labels: '*',
    masked: ['name', 'identifier', 'phone', 'address'],
    // What somebody forbids is a Consent itself: who looks after them must see the one that forbids everything.
    aboveConsent: true,
  },
  {
    // Who is one and the same person is found out among all who are registered.
    id: 'population-register',
    roles: ['registrar'],
    groups: ['identity'],
    by: 'everyone',
    interactions: 'rs',
    purpose: 'administration',
    labels: [],
    masked: ['identifier', 'phone', 'address'],
  },
  {
    id: 'register-residents',
    roles: ['registrar'],
    groups: ['identity'],
    by: 'own-house',
    interactions: 'c',
    purpose: 'administration',
    labels: [],
    masked: [],
  },
  {
    id: 'treatment',
    roles: ['doctor'],
    groups: ['clinical', 'public-health'],
    by: ['treating'],
    interactions: 'crus',
    purpose: 'treatment',
    labels: '*',
    masked: [],
  },
  {
    id: 'treatment-file',
    roles: ['doctor'],
    groups: ['identity', 'care'],
    by: ['treating'],
    interactions: 'crus',
    purpose: 'treatment',
    labels: '*',
    masked: [],
  },
  {
    id: 'nursing',
    roles: ['nurse'],
    groups: ['clinical', 'public-health'],
    by: ['treating'],
    interactions: 'crus',
    purpose: 'treatment',
    labels: ['sti', 'mental'],
    masked: [],
  },
  {
    id: 'nursing-file',
    roles: ['nurse'],
    groups: ['identity', 'care'],
    by: ['treating'],
    interactions: 'crus',
    purpose: 'treatment',
    labels: ['sti', 'mental'],
    masked: [],
  },
  {
    id: 'family-doctor-service',
    roles: ['family-doctor'],
    groups: ['clinical', 'public-health'],
    by: ['contracted', 'treating'],
    interactions: 'crus',
    purpose: 'treatment',
    labels: ['mental'],
    masked: [],
  },
  {
    id: 'family-doctor-service-file',
    roles: ['family-doctor'],
    groups: ['identity', 'care'],
    by: ['contracted', 'treating'],
    interactions: 'crus',
    purpose: 'treatment',
    labels: ['mental'],
    masked: [],
  },
  {
    id: 'open-a-visit',
    roles: ['doctor', 'nurse', 'family-doctor'],
    groups: ['identity', 'care'],
    by: 'own-house',
    interactions: 'c',
    purpose: 'treatment',
    labels: '*',
    masked: [],
  },
  {
    id: 'opened-visit',
    roles: ['doctor', 'nurse', 'family-doctor'],
    groups: ['identity', 'care', 'clinical', 'public-health'],
    by: ['opened'],
    interactions: 'rus',
    purpose: 'treatment',
    labels: [],
    masked: [],
  },
  {
    // What somebody finds out is written down, sensitive or not; it shows nothing of what is there.
    id: 'opened-visit-notes',
    roles: ['doctor', 'nurse', 'family-doctor'],
    groups: ['care', 'clinical', 'public-health'],
    by: ['opened'],
    interactions: 'c',
    purpose: 'treatment',
    labels: '*',
    masked: [],
  },
  {
    id: 'local-public-health',
    roles: ['family-doctor'],
    groups: ['identity', 'public-health'],
    by: ['responsible'],
    interactions: 'rs',
    purpose: 'treatment',
    labels: [],
    masked: ['name', 'identifier', 'phone'],
  },
  {
    id: 'disease-control',
    roles: ['cdc'],
    groups: ['identity', 'public-health'],
    by: ['responsible'],
    interactions: 'rs',
    purpose: 'public-health',
    labels: [],
    masked: ['name', 'identifier', 'phone'],
  },
  {
    id: 'emergency',
    roles: ['doctor', 'nurse', 'family-doctor'],
    groups: ['identity', 'care', 'clinical', 'public-health'],
    by: ['emergency'],
    interactions: 'rs',
    purpose: 'emergency',
    labels: '*',
    masked: [],
    aboveConsent: true,
  },
  {
    id: 'own-record',
    roles: ['resident'],
    groups: ['identity', 'care', 'clinical', 'public-health', 'billing', 'consents', 'traces'],
    by: ['self'],
    interactions: 'rs',
    purpose: 'personal',
    labels: '*',
    masked: [],
    aboveConsent: true,
  },
  {
    id: 'own-consent',
    roles: ['resident'],
    groups: ['consents'],
    by: ['self'],
    interactions: 'cu',
    purpose: 'personal',
    labels: '*',
    masked: [],
    aboveConsent: true,
  },
  {
    id: 'for-a-relative',
    roles: ['resident'],
    groups: ['identity', 'care', 'clinical', 'public-health', 'billing', 'consents', 'traces'],
    by: ['proxy'],
    interactions: 'rs',
    purpose: 'personal',
    labels: [],
    masked: [],
  },
];
