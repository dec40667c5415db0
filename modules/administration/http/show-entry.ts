import type { Entry, EntryFilter } from '@songhua/access';
import type { AuditEntry } from '../contract.ts';

/** An entry as it is answered. */
export const showEntry = ({ at, roles, resources, patients, ...rest }: Entry): AuditEntry => ({
  ...rest,
  at: at.toISOString(),
  roles: [...roles],
  resources: [...resources],
  patients: [...patients],
});

/** The entries that are told to the person they are about (all their Patients): looks at records that were answered, and what opened them. */
export const looksAt = (patients: readonly string[]) => ({ patients, toldToOwner: true }) as const satisfies EntryFilter;

/** Local days (UTC+8), both included, as moments. */
export const daysAsked = ({
  from,
  to,
}: {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}): EntryFilter => ({
  ...(from !== undefined && { from: new Date(`${from}T00:00:00+08:00`) }),
  ...(to !== undefined && { until: new Date(Date.parse(`${to}T00:00:00+08:00`) + 24 * 3_600_000) }),
});
