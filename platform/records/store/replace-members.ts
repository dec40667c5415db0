import type { Tx } from '@songhua/kernel';
import { textsLiteral } from './literals.ts';
import { shareAll } from './shared-rows.ts';

/** Members put into one statement. */
const atOnce = 20_000;

/** Patients of groups of several, each with the one by whose id the person is called; so many at a time. */
function* batches(groups: Iterable<readonly string[]>): Generator<{ readonly ids: string[]; readonly called: string[] }> {
  let [ids, called]: [string[], string[]] = [[], []];
  for (const group of groups) {
    const [first] = group;
    if (first === undefined || group.length < 2) continue;
    for (const id of group) {
      ids.push(id);
      called.push(first);
    }
    if (ids.length < atOnce) continue;
    yield { ids, called };
    [ids, called] = [[], []];
  }
  if (ids.length > 0) yield { ids, called };
}

/**
 * Replaces who is one person, for everybody: who is in no group of several is alone. A Patient that nothing here
 * has ever named, or that is named twice, is a mistake of whoever says so, and thrown. What is shared is written in one statement for the whole city.
 */
export async function replaceAllMembers(tx: Tx, patientType: number, groups: Iterable<readonly string[]>): Promise<void> {
  // Whoever writes of a member waits for the end of this, and this for whoever has.
  await tx.query('lock table records.person_member in exclusive mode', [], 'records.hold-members');
  await tx.query('delete from records.person_member');
  for (const { ids, called } of batches(groups)) {
    const [row] = await tx.query<{ put: number }>(
      `with put as (insert into records.person_member (patient, id, person)
         select n.rid, n.id, c.rid from unnest($2::text[], $3::text[]) g(id, called)
           join records.name n on n.type = $1 and n.id = g.id join records.name c on c.type = $1 and c.id = g.called returning 1)
       select count(*)::int as put from put`,
      [patientType, textsLiteral(ids), textsLiteral(called)],
      'records.put-all-members',
    );
    if (row?.put !== ids.length)
      throw new Error(`of ${ids.length} Patients said to be one person with others ${row?.put ?? 0} are known`);
  }
  await tx.query(
    `insert into records.person_unsettled (patient) select patient from records.person_member
       on conflict (patient) do update set horizon = null`,
  );
  // Statements planned when there were few of them are planned anew.
  await tx.query('analyze records.person_member');
  await shareAll(tx);
}
