import type { Tx } from '@songhua/kernel';

/** Where the demonstration accounts work, `Organization/…` by user name. */
export async function demoPlaces(tx: Tx): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ username: string; organization: string }>(
    `select a.username, m.organization from access.account a join access.membership m on m.account = a.id
      where a.demo order by m.since desc, m.organization desc`,
  );
  return new Map(rows.map(({ username, organization }) => [username, organization]));
}

/** Makes the demonstration resident this synthetic patient (`Patient/…`), unless they are somebody already. */
export async function tieDemoResident(tx: Tx, patient: string): Promise<void> {
  await tx.query(`update access.account set patient = $1 where demo and 'resident' = any(roles) and patient is null`, [patient]);
}
