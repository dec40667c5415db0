import type { Tx } from '@songhua/kernel';
import type { BedRecord, DepartmentRecord, EquipmentRecord, StaffRecord } from '../contract.ts';

/** What institutions have one by one, as the tables hold it, by institution and id. */

const kept = 'id, institution, since::text as since, until::text as until, evidence, source';

const of = <R extends object>(table: string, columns: string, by = 'institution') => {
  const sql = `select ${kept}, ${columns} from registry.${table} where ${by} = any($1) order by institution, id`;
  return (tx: Tx, wanted: readonly string[]): Promise<R[]> => tx.query<R>(sql, [wanted]);
};

const post =
  'person, name, profession, category, licence, specialty, duties, post, established, primary_post as "primary", years';

/** Posts held there; the person's gender stands in the Practitioner alone. */
export const staffOf = of<Omit<StaffRecord, 'gender'>>('staff', post);

/** Every post of these people, wherever it is held. */
export const postsOfPeople = of<Omit<StaffRecord, 'gender'>>('staff', post, 'person');

const bedRows = of<Omit<BedRecord, 'ward'> & { readonly ward: string | null; readonly wardName: string | null }>(
  'bed',
  'ward, ward_name as "wardName", class, department, convertible, openable',
);
export const bedsOf = async (tx: Tx, institutions: readonly string[]): Promise<BedRecord[]> =>
  (await bedRows(tx, institutions)).map(({ ward, wardName, ...bed }) => ({
    ...bed,
    ward: ward === null ? null : { id: ward, name: wardName ?? ward },
  }));

export const departmentsOf = of<DepartmentRecord>('department', 'code, name');
export const equipmentOf = of<EquipmentRecord>('equipment', 'type, name');
