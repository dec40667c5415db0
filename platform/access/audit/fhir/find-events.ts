import type { ServedCall, ServedPage, ServedResource, ServedSearch, ServedWhose } from '@songhua/kernel';
import { type Entry, type EntryRow, entryFields, entryOf } from '../list-entries.ts';
import { everybody } from '../of-records.ts';
import { auditEventOf, type ToldEntry } from './audit-event.ts';
import { type Bind, compileConditions } from './compile-conditions.ts';

/** An entry as the people it is about are told of it: neither whom nor what else it was about, nor what exactly was asked, nor from where. */
export function tellOwner(entry: Entry, patients: readonly string[]): ToldEntry {
  const own = entry.patients.includes(everybody) ? patients : entry.patients.filter((one) => patients.includes(one));
  const asked = new Set(entry.onlyAsked > 0 ? entry.patients.slice(-entry.onlyAsked) : []);
  const shown = own.filter((one) => !asked.has(one));
  return {
    ...entry,
    actorId: entry.actorName === null ? entry.actorId : null,
    patients: [...shown, ...own.filter((one) => asked.has(one))],
    patientCount: own.length,
    onlyAsked: own.length - shown.length,
    resources: [],
    resourceCount: 0,
    path: null,
    requestId: null,
    address: null,
    note: null,
  };
}

const tell = (entry: Entry, whose: ServedWhose): ToldEntry => (whose === 'everyone' ? entry : tellOwner(entry, whose.patients));

function binding(): { readonly values: unknown[]; readonly bind: Bind } {
  const values: unknown[] = [];
  return { values, bind: (value) => `$${values.push(value)}` };
}

/** An entry of the log by its key as an AuditEvent; null for one that is not there, or of which this reader is not told. */
export async function readAuditEvent({ tx, whose, base }: ServedCall, id: string): Promise<ServedResource | null> {
  const { values, bind } = binding();
  const where = compileConditions([{ code: '_id', values: [{ kind: 'token', code: id }] }], { whose, base, bind });
  const [row] = await tx.query<EntryRow>(`select null as number, ${entryFields} from access.audit a where ${where}`, values);
  return row ? auditEventOf(tell(entryOf(row), whose), base) : null;
}

/**
 * A page of the log as AuditEvents, in the order in which the entries were written: that of their dates but for how long requests took that
 * were under way together.
 */
export async function searchAuditEvents(call: ServedCall, asked: ServedSearch): Promise<ServedPage | null> {
  const { tx, whose, base } = call;
  const { conditions, sort, limit, after, countTo } = asked;
  if (after !== undefined && !/^\d{1,18}$/.test(after)) return null;
  const oldestFirst = sort !== undefined && !sort.descending;
  const { values, bind } = binding();
  const where = compileConditions(conditions, { whose, base, bind });
  const behind = after === undefined ? 'true' : `a.entry ${oldestFirst ? '>' : '<'} ${bind(after)}::bigint`;
  const rows =
    limit === 0
      ? []
      : await tx.query<EntryRow>(
          `select null as number, ${entryFields} from access.audit a where ${where} and ${behind}
            order by a.entry ${oldestFirst ? 'asc' : 'desc'} limit ${bind(limit + 1)}`,
          values,
        );
  const found = rows.slice(0, limit).map(entryOf);
  const total = countTo === undefined ? undefined : await countEvents(call, asked, countTo);
  const last = found.at(-1);
  return {
    resources: found.map((entry) => auditEventOf(tell(entry, whose), base)),
    ...(total !== undefined && { total }),
    ...(rows.length > limit && last && { next: String(last.entry) }),
  };
}

async function countEvents({ tx, whose, base }: ServedCall, { conditions }: ServedSearch, countTo: number): Promise<number> {
  const { values, bind } = binding();
  const where = compileConditions(conditions, { whose, base, bind });
  const [row] = await tx.query<{ count: string }>(
    `select count(*) from (select from access.audit a where ${where} limit ${bind(countTo + 1)}) as found`,
    values,
  );
  return Number(row?.count ?? 0);
}
