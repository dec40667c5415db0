import { readAuditEvent, searchAuditEvents, searchedBy } from '@songhua/access';
import { type Actor, may, reachOf, type ServedType, type ServedWhose, type Way } from '@songhua/kernel';

const type = 'AuditEvent';

/** The Patients to whom a criterion holds a way, as an app's scope for one person is written; undefined where it asks for anything else. */
const onlyPatients = ({ criteria = [] }: Way): readonly string[] | null | undefined => {
  const [first, ...more] = criteria;
  if (first === undefined) return null;
  const ids = more.length === 0 ? /^patient=(.+)$/.exec(first)?.[1]?.split(',') : undefined;
  const bare = ids?.map((id) => /^(?:Patient\/)?([A-Za-z0-9.-]{1,64})$/.exec(id)?.[1]);
  return bare?.every((id) => id !== undefined) ? bare : undefined;
};

/** The people about whom a way tells: those it names itself, oneself or whom one acts for; nobody by any other relation. */
function peopleOf(way: Way): readonly string[] {
  if (way.whose === 'everyone') return [];
  const only = onlyPatients(way);
  if (only === undefined) return [];
  return way.whose
    .filter(({ relation, id }) => (relation === 'self' || relation === 'proxy') && id.startsWith('Patient/'))
    .map(({ id }) => id.slice('Patient/'.length))
    .filter((id) => only === null || only.includes(id));
}

/**
 * Of whom somebody is told by the log: who may read it of everybody, and so a backend whose scopes name AuditEvents; a resident of what
 * happened to their own record and to those of people they act for.
 */
export function whoseEvents(actor: Actor, letter: 'r' | 's'): ServedWhose | null {
  if (actor.kind !== 'client' && may(actor, 'administration.read-audit')) return 'everyone';
  const ways = reachOf(actor).ways.filter(
    ({ types, interactions }) => interactions.includes(letter) && (types === '*' || types.includes(type)),
  );
  const isAll = ways.some(({ whose, labels, criteria }) => whose === 'everyone' && labels === '*' && criteria === undefined);
  if (isAll) return 'everyone';
  return ways.length > 0 ? { patients: [...new Set(ways.flatMap(peopleOf))] } : null;
}

/** The audit log at `/fhir/R4/AuditEvent`: read and searched there, and never written by anybody who asks. */
export const auditEvents: ServedType = {
  type,
  parameters: searchedBy,
  sorts: ['date', '_lastUpdated', '_id'],
  whose: whoseEvents,
  read: readAuditEvent,
  search: searchAuditEvents,
};
