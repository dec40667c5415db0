import {
  actionOf,
  auditEventOf,
  countEntries,
  type EntryFilter,
  interactionOf,
  listEntries,
  ownedBy,
  recordsOfOwner,
  tellOwner,
} from '@songhua/access';
import { type Call, ok, type Result, refuse, route } from '@songhua/kernel';
import { z } from 'zod';
import { auditEventQuery } from '../contract.ts';
import { looksAfterAccesses } from './looks-after.ts';
import { looksAt } from './show-entry.ts';

const countedTo = 10_000;

/** `ge2026-01-01`, `lt2026-02-01T00:00:00Z`, `2026-01-01`: the moments between which it lies. */
function datesOf(dates: readonly string[]): Result<EntryFilter> {
  let filter: EntryFilter = {};
  for (const text of dates) {
    const [, prefix = 'eq', date = ''] = /^(eq|ge|gt|le|lt)?(\d{4}-\d{2}-\d{2}(?:T.+)?)$/.exec(text) ?? [];
    const begin = new Date(date.length === 10 ? `${date}T00:00:00+08:00` : date);
    if (Number.isNaN(begin.getTime())) {
      const message = { zh: '日期形如 ge2026-01-31', en: 'a date looks like ge2026-01-31' };
      return refuse('kernel.invalid-input', {}, [{ field: 'date', rule: 'date', value: text, message }]);
    }
    const end = new Date(begin.getTime() + (date.length === 10 ? 24 * 3_600_000 : 1));
    if (prefix === 'eq' || prefix === 'ge') filter = { ...filter, from: begin };
    if (prefix === 'gt') filter = { ...filter, from: end };
    if (prefix === 'eq' || prefix === 'le') filter = { ...filter, until: end };
    if (prefix === 'lt') filter = { ...filter, until: begin };
  }
  return ok(filter);
}

const bare = (reference: string | undefined, type: string): string | undefined =>
  reference?.startsWith(`${type}/`) ? reference.slice(type.length + 1) : reference;

type Asked = Pick<Call<unknown, z.output<typeof auditEventQuery>, unknown>, 'tx' | 'query' | 'now' | 'origin'>;

/** A page of AuditEvents. With `owner`: told to the person whose record they are about, or to who acts for them. */
async function search(
  { tx, query, now, origin }: Asked,
  path: string,
  { person, owner }: { readonly person?: string | undefined; readonly owner?: readonly string[] },
): Promise<Result<object>> {
  const { patient, date, agent, entity, action, subtype, _count: limit, _offset: offset } = query;
  const dates = datesOf(date === undefined ? [] : [date].flat());
  if (!dates.ok) return dates;
  const filter: EntryFilter = {
    ...dates.value,
    patient: person ?? (entity?.startsWith('Patient/') ? bare(entity, 'Patient') : undefined),
    ...(entity !== undefined && !entity.startsWith('Patient/') && { resource: entity }),
    // By id or name of everybody; a person is told no id beside a name, so their pages say nothing of what one would find.
    ...(agent !== undefined && owner === undefined && { actor: agent.split('|').at(-1) }),
    ...(action && ['C', 'U', 'D'].includes(action) && { action: 'change' as const }),
    ...(action === 'R' && { action: 'read' as const }),
    ...(subtype !== undefined && subtype.split('|').at(-1) === 'read' && { action: 'read' as const }),
    ...(owner && looksAt(owner)),
  };
  // What the columns cannot say is said by the entries themselves: pages are then shorter than asked, never wrong.
  const found = (await listEntries(tx, filter, { limit, offset })).map((one) => (owner ? tellOwner(one, owner) : one));
  const wanted = subtype?.split('|').at(-1);
  const ofName = owner === undefined ? undefined : agent?.split('|').at(-1);
  const items = found.filter(
    (one) =>
      (action === undefined || actionOf(one) === action) &&
      (wanted === undefined || wanted === (one.event === 'request' ? interactionOf(one) : one.event)) &&
      (ofName === undefined || ofName === (one.actorName ?? one.actorId)),
  );
  const isWhole = action === undefined && wanted === undefined && ofName === undefined;
  const total = isWhole ? await countEntries(tx, filter, countedTo) : undefined;
  const base = `${origin}${path}`;
  const asked = Object.entries({ patient, agent, entity, action, subtype }).filter(([, value]) => value !== undefined) as [
    string,
    string,
  ][];
  const self = (from: number): string => {
    const all = [
      ...asked,
      ...[date ?? []].flat().map((one): [string, string] => ['date', one]),
      ['_count', String(limit)],
      ['_offset', String(from)],
    ];
    return `${base}?${new URLSearchParams(all as [string, string][])}`;
  };
  return ok({
    resourceType: 'Bundle',
    type: 'searchset',
    timestamp: now.toISOString(),
    ...(total !== undefined && total < countedTo && { total }),
    link: [
      { relation: 'self', url: self(offset) },
      ...(found.length === limit && limit > 0 ? [{ relation: 'next', url: self(offset + limit) }] : []),
    ],
    ...(items.length > 0 && {
      entry: items.map((one) => {
        const resource = auditEventOf(one, `${origin}/fhir/R4`);
        return { fullUrl: `urn:songhua:audit:${resource.id}`, resource, search: { mode: 'match' } };
      }),
    }),
  });
}

const answer = {
  method: 'GET',
  style: 'fhir',
  query: auditEventQuery,
  response: z.looseObject({ resourceType: z.string() }),
} as const;

/**
 * The log as AuditEvents, by some of R4's parameters, beside the other routes of the audit pages. `/fhir/R4/AuditEvent` tells the same
 * entries to programs, by all parameters that the log can answer.
 */
export const searchAuditEvents = route({
  ...answer,
  path: '/api/administration/audit/fhir',
  summary: { zh: '以 FHIR AuditEvent 检索审计日志', en: 'Search the audit log as FHIR AuditEvents' },
  permission: 'administration.read-audit',
  people: looksAfterAccesses,
  handle: (call) => search(call, '/api/administration/audit/fhir', { person: bare(call.query.patient, 'Patient') }),
});

/** Looks at one's own record, or that of somebody one acts for; of each what its owner is told (`tellOwner`). */
export const searchOwnAuditEvents = route({
  ...answer,
  path: '/api/administration/my-record/fhir',
  summary: { zh: '以 FHIR AuditEvent 检索谁看过我的档案', en: 'Who saw my record, as FHIR AuditEvents' },
  permission: 'administration.read-own-accesses',
  people: 'own',
  handle: async (call) => {
    const own = await recordsOfOwner(call.tx, call.actor.id, call.now);
    const asked = bare(call.query.patient, 'Patient');
    const person = asked === undefined ? own[0] : ownedBy(own, asked);
    const { entity } = call.query;
    // What else an entry held is none of theirs, so it cannot be asked for either.
    const isOwn = entity === undefined || person?.members.some((id) => entity === `Patient/${id}`);
    if (!person || !isOwn) return refuse('administration.not-your-record');
    return search(call, '/api/administration/my-record/fhir', { owner: person.members });
  },
});
