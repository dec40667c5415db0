import type { ServedCondition, ServedValue, ServedWhose } from '@songhua/kernel';
import { everybody, toldToOwner } from '../of-records.ts';
import { site } from './audit-event.ts';
import { type Coding, decision, eventSystem, kinds, subtypesOf, typeOf } from './codes.ts';
import { interactionSql, interactionsOf } from './interaction.ts';

/** Puts a value among the parameters of a statement and answers its place. */
export type Bind = (value: unknown) => string;

interface Context {
  readonly bind: Bind;
  readonly base: string;
  /** Told to whom it is about, of these people alone: what is not told finds nothing either. */
  readonly own: readonly string[] | null;
}

type Token = Extract<ServedValue, { kind: 'token' }>;
type Condition = Extract<ServedCondition, { values: readonly ServedValue[] }>;

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

const isAt = (value: ServedValue, { bind }: Context): string => {
  if (value.kind !== 'date') return 'false';
  const moment = (ms: number): string => bind(new Date(ms));
  const { prefix, lo, hi } = value;
  if (prefix === 'gt' || prefix === 'sa') return `a.at >= ${moment(hi)}`;
  if (prefix === 'lt' || prefix === 'eb') return `a.at < ${moment(lo)}`;
  if (prefix === 'ge') return `a.at >= ${moment(lo)}`;
  if (prefix === 'le') return `a.at < ${moment(hi)}`;
  const within = `(a.at >= ${moment(lo)} and a.at < ${moment(hi)})`;
  return prefix === 'ne' ? `not ${within}` : within;
};

const isCoding = ({ system, code }: Token, one: Coding): boolean =>
  (system === undefined || system === one.system) && (code === undefined || code === one.code);

/** Entries of the kinds that a token names, as `codingsOf` has their codes. */
function ofKinds(token: Token, { bind }: Context, codingsOf: (kind: (typeof kinds)[number]) => readonly Coding[]): string {
  const found = kinds.filter((kind) => codingsOf(kind).some((one) => isCoding(token, one)));
  const events = found.flatMap(({ event, interaction }) => (interaction ? [] : [event]));
  const interactions = found.flatMap(({ interaction }) => interaction ?? []);
  const all = [
    ...(events.length > 0 ? [`a.event = any(${bind(events)}::text[])`] : []),
    ...(interactions.length > 0 ? [`(a.event = 'request' and (${interactionSql}) = any(${bind(interactions)}::text[]))`] : []),
    // What a later program noted.
    ...(token.system === eventSystem && token.code !== undefined
      ? [`(a.event <> 'request' and a.event = ${bind(token.code)})`]
      : []),
  ];
  return all.length === 0 ? 'false' : `(${all.join(' or ')})`;
}

const subtype = (value: ServedValue, context: Context): string => {
  if (value.kind !== 'token') return 'false';
  const decided = isCoding(value, decision) ? ["(a.event = 'request' and a.status in (401, 403))"] : [];
  return `(${[ofKinds(value, context, subtypesOf), ...decided].join(' or ')})`;
};

const action = (value: ServedValue, { bind }: Context): string => {
  if (value.kind !== 'token' || value.code === undefined) return 'false';
  if (value.system !== undefined && value.system !== 'http://hl7.org/fhir/audit-event-action') return 'false';
  if (value.code !== 'E')
    return `(a.event = 'request' and (${interactionSql}) = any(${bind(interactionsOf(value.code))}::text[]))`;
  const others = ['C', 'R', 'U', 'D'].flatMap(interactionsOf);
  return `(a.event <> 'request' or (${interactionSql}) <> all(${bind(others)}::text[]))`;
};

const outcomes: Readonly<Record<string, string>> = {
  '0': 'a.status < 400',
  '4': '(a.status >= 400 and a.status < 500)',
  '8': 'a.status >= 500',
};
const outcome = (value: ServedValue): string => {
  if (value.kind !== 'token' || value.code === undefined) return 'false';
  if (value.system !== undefined && value.system !== 'http://terminology.hl7.org/CodeSystem/audit-event-outcome') return 'false';
  return outcomes[value.code] ?? 'false';
};

const patient = (value: ServedValue, { bind, own }: Context): string =>
  value.kind === 'reference' &&
  value.id !== undefined &&
  (value.types ?? ['Patient']).includes('Patient') &&
  (own === null || own.includes(value.id))
    ? `a.patients && ${bind([value.id, everybody])}::text[]`
    : 'false';

function entity(value: ServedValue, context: Context): string {
  if (value.kind !== 'reference' || value.id === undefined) return 'false';
  const { id, types = [] } = value;
  const person = patient(value, context);
  if (context.own !== null) return person;
  const names = types.length === 1 ? types.map((type) => `% ${type}/${escapeLike(id)} %`) : [`%/${escapeLike(id)} %`];
  return `(${person} or (' ' || a.resources || ' ') like any(${context.bind(names)}::text[]))`;
}

/** Institutions stand there as references, whoever acted as an identifier. */
function agent(value: ServedValue, { modifier }: Condition, { bind, own }: Context): string {
  if (modifier === 'identifier') {
    if (value.kind !== 'token' || value.code === undefined) return 'false';
    const kind = /^urn:songhua:(\w+)$/.exec(value.system ?? '')?.[1];
    if (value.system !== undefined && kind === undefined) return 'false';
    const told = own !== null ? ' and a.actor_name is null' : '';
    return `(a.actor_id = ${bind(value.code)}${kind === undefined ? '' : ` and a.actor_kind = ${bind(kind)}`}${told})`;
  }
  if (value.kind !== 'reference' || value.id === undefined) return 'false';
  return (value.types ?? ['Organization']).includes('Organization')
    ? `a.institution = ${bind(`Organization/${value.id}`)}`
    : 'false';
}

function agentName(value: ServedValue, { modifier }: Condition, { bind }: Context): string {
  if (value.kind !== 'string') return 'false';
  if (modifier === 'exact') return `a.actor_name = ${bind(value.value)}`;
  const text = escapeLike(value.value.trim().toLowerCase());
  return `lower(a.actor_name) like ${bind(modifier === 'contains' ? `%${text}%` : `${text}%`)}`;
}

const agentRole = (value: ServedValue, { bind }: Context): string =>
  value.kind === 'token' && value.code !== undefined && (value.system ?? 'urn:songhua:role') === 'urn:songhua:role'
    ? `(a.actor_kind = 'person' and (' ' || a.roles || ' ') like ${bind(`% ${escapeLike(value.code)} %`)})`
    : 'false';

const id = (value: ServedValue, { bind }: Context): string =>
  value.kind === 'token' && /^\d{1,18}$/.test(value.code ?? '') ? `a.entry = ${bind(value.code)}::bigint` : 'false';

const constant = (holds: boolean): string => (holds ? 'true' : 'false');

const answers: Readonly<Record<string, (value: ServedValue, condition: Condition, context: Context) => string>> = {
  _id: (value, _, context) => id(value, context),
  _lastUpdated: (value, _, context) => isAt(value, context),
  action: (value, _, context) => action(value, context),
  agent,
  'agent-name': agentName,
  'agent-role': (value, _, context) => agentRole(value, context),
  date: (value, _, context) => isAt(value, context),
  entity: (value, _, context) => entity(value, context),
  outcome: (value) => outcome(value),
  patient: (value, _, context) => patient(value, context),
  site: (value) => constant(value.kind === 'token' && !value.system && value.code === site),
  source: (value, { modifier }, { base }) =>
    constant(
      modifier === 'identifier' &&
        value.kind === 'token' &&
        (value.system ?? 'urn:ietf:rfc3986') === 'urn:ietf:rfc3986' &&
        value.code === base,
    ),
  subtype: (value, _, context) => subtype(value, context),
  type: (value, _, context) => (value.kind === 'token' ? ofKinds(value, context, (kind) => [typeOf(kind)]) : 'false'),
};

/** Parameters of R4 by which AuditEvents are found here. */
export const searchedBy: readonly string[] = Object.keys(answers).filter((code) => !code.startsWith('_'));

/** What an entry may be without; all else every one has. */
const absent: Readonly<Record<string, string>> = {
  agent: 'a.institution is null',
  'agent-name': 'a.actor_name is null',
  'agent-role': "(a.roles is null or a.actor_kind <> 'person')",
  patient: 'a.patients is null',
  source: 'true',
};

function compile(condition: ServedCondition, context: Context): string {
  if ('missing' in condition) {
    const none = absent[condition.code] ?? 'false';
    return condition.missing ? `(${none})` : `not (${none})`;
  }
  const answer = answers[condition.code];
  const any = answer ? condition.values.map((value) => answer(value, condition, context)).join(' or ') : 'false';
  return condition.not ? `(${any}) is not true` : `(${any})`;
}

const ofOwner = (patients: readonly string[], bind: Bind): string =>
  `a.patients && ${bind([...patients, everybody])}::text[] and ${toldToOwner}`;

/** The conditions of a search in SQL, on a row `a` of the log; every value is a parameter. */
export function compileConditions(
  conditions: readonly ServedCondition[],
  { whose, base, bind }: { readonly whose: ServedWhose; readonly base: string; readonly bind: Bind },
): string {
  const own = whose === 'everyone' ? null : whose.patients;
  const all = [...(own ? [ofOwner(own, bind)] : []), ...conditions.map((condition) => compile(condition, { bind, base, own }))];
  return all.length === 0 ? 'true' : all.join(' and ');
}
