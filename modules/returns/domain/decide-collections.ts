import { type BedClass, countedBedClasses, type DepartmentCode, type EquipmentType } from '@songhua/engine-city';
import type { CheckedRow } from './check-rows.ts';
import { decideRoster, type RosterMeans } from './decide-roster.ts';
import { carriedFrom, codeIn, flagIn, isShortId, lacks, longestId, type Part, textIn } from './decision.ts';
import type { RawRow } from './find-heading.ts';
import type { BedRecord, DepartmentRecord, EquipmentRecord, RegistryView, ReturnScope } from './registry-shapes.ts';
import { countedSource, sourceText } from './source-text.ts';
import { takenMessage } from './taken-ids.ts';

interface Old {
  readonly since: string | null;
}

/** What every row of a list says of its record, whatever it lists. */
const keptOf = (row: CheckedRow, institution: string, old: Old | undefined, scope: ReturnScope) => ({
  institution,
  // What was there before stays since then, also where nobody knows since when.
  since: textIn(row, 'since') || (old ? old.since : scope.asOf),
  until: null,
  evidence: 'entered' as const,
  source: sourceText(scope.file, row.sheet, row.line, scope.by),
});

/** Id of a thing by its own number within its institution; one that the registry gave is taken as it is. */
function idOf(
  row: CheckedRow,
  field: string,
  type: 'Location' | 'Device',
  institution: string,
  known: ReadonlyMap<string, unknown>,
  { tell, view }: RosterMeans,
): string | null {
  const code = textIn(row, field);
  if (known.has(code)) return code;
  const id = `${institution}.${code}`;
  // One that came in by an earlier list is known by its own number, too.
  if (!known.has(id) && !isShortId(row, field, tell)) return null;
  const taken = view.taken.get(`${type}/${id}`);
  if (taken) {
    tell(row, field, 'id-taken', takenMessage(taken));
    return null;
  }
  if (id.length <= longestId) return id;
  tell(row, field, 'id-length', {
    zh: `与机构编号合计过长（${id.length} 位，上限 ${longestId}）`,
    en: `too long together with the institution’s id (${id.length}, at most ${longestId})`,
  });
  return null;
}

/** Wards have no number of their own: of one name there is one in an institution. A bed's own number never begins with a hyphen. */
function wardIds({ beds, taken: elsewhere }: Pick<RegistryView, 'beds' | 'taken'>) {
  const ids = new Map<string, string>(
    beds.flatMap(({ institution, ward }) => (ward ? [[`${institution} ${ward.name}`, ward.id] as const] : [])),
  );
  const counts = new Map<string, number>();
  const taken = new Set([...ids.values(), ...beds.map(({ id }) => id)]);
  return (institution: string, name: string): string => {
    const key = `${institution} ${name}`;
    const there = ids.get(key);
    if (there !== undefined) return there;
    let n = counts.get(institution) ?? 1;
    while (taken.has(`${institution}.-w${n}`) || elsewhere.has(`Location/${institution}.-w${n}`)) n += 1;
    counts.set(institution, n + 1);
    const id = `${institution}.-w${n}`;
    ids.set(key, id);
    return id;
  };
}

/** What a list of beds comes to, with the number of beds it makes of each institution. */
export function decideBeds(rows: readonly CheckedRow[], bad: readonly RawRow[], means: RosterMeans): Part {
  const { scope, view } = means;
  const past = new Map(view.beds.map((one) => [one.id, one]));
  const wardId = wardIds(view);
  const wards = new Set(view.beds.flatMap(({ ward }) => (ward ? [ward.id] : [])));
  const { records: beds, ...rest } = decideRoster<BedRecord>(
    rows,
    bad,
    {
      collection: 'beds',
      subject: 'bed',
      type: 'Location',
      existing: view.beds,
      read: (row, institution) => {
        const id = idOf(row, 'bed', 'Location', institution.id, past, means);
        const cls = codeIn<BedClass>(row, 'class');
        if (id === null || cls === null) return null;
        if (wards.has(id)) {
          means.tell(row, 'bed', 'id-taken', { zh: '这个编号属于一个病区', en: 'this is the id of a ward' });
          return null;
        }
        const ward = textIn(row, 'ward');
        const old = carriedFrom(past.get(id));
        return {
          id,
          ...keptOf(row, institution.id, past.get(id), scope),
          ward: lacks(row, 'ward') ? (old?.ward ?? null) : ward === '' ? null : { id: wardId(institution.id, ward), name: ward },
          class: cls,
          department: lacks(row, 'department') ? (old?.department ?? null) : codeIn<DepartmentCode>(row, 'department'),
          convertible: (lacks(row, 'convertible') ? old?.convertible : flagIn(row, 'convertible')) ?? false,
          openable: (lacks(row, 'openable') ? old?.openable : flagIn(row, 'openable')) ?? false,
        };
      },
      nameOf: ({ id, ward }) => (ward ? `${ward.name} ${id}` : id),
      fieldsOf: ({ ward, institution: _, ...bed }) => ({ ...bed, ward: ward?.name ?? null }),
      measures: ['beds-total'],
      factsOf: (own, _, count) => [
        {
          measure: 'beds-total',
          value: own.filter((one) => countedBedClasses.includes(one.class)).length,
          asOf: scope.asOf,
          evidence: 'entered',
          source: countedSource(scope.file, count, scope.by),
        },
      ],
    },
    means,
  );
  return { ...rest, beds };
}

/** What a list of departments comes to: one of each code and name in an institution. */
export function decideDepartments(rows: readonly CheckedRow[], bad: readonly RawRow[], means: RosterMeans): Part {
  const { scope, view, words } = means;
  const titleOf = (code: DepartmentCode): string => words.lists.department[code]?.zh ?? code;
  const key = ({ institution, code, name }: Pick<DepartmentRecord, 'institution' | 'code' | 'name'>): string =>
    `${institution} ${code} ${name}`;
  const ids = new Map(view.departments.map((one) => [key(one), one.id]));
  const past = new Map(view.departments.map((one) => [one.id, one]));
  const known = Map.groupBy(
    view.departments.filter((one) => one.until === null && carriedFrom(one)),
    ({ institution, code }) => `${institution} ${code}`,
  );
  const counts = new Map<string, number>();
  const taken = new Set(past.keys());
  const freshId = (institution: string, code: string): string => {
    const base = `${institution}.${code}`;
    let n = counts.get(base) ?? 1;
    const nth = (): string => (n === 1 ? base : `${base}-${n}`);
    while (taken.has(nth()) || view.taken.has(`Organization/${nth()}`)) n += 1;
    const id = nth();
    counts.set(base, n + 1);
    taken.add(id);
    return id;
  };
  const { records: departments, ...rest } = decideRoster<DepartmentRecord>(
    rows,
    bad,
    {
      collection: 'departments',
      subject: 'department',
      type: 'Organization',
      existing: view.departments,
      read: (row, institution) => {
        const code = codeIn<DepartmentCode>(row, 'department');
        if (code === null) return null;
        // Without the column, a department that is the only one of its code keeps what the house calls it.
        const [only, another] = lacks(row, 'name') ? (known.get(`${institution.id} ${code}`) ?? []) : [];
        const name = (only && !another ? only.name : textIn(row, 'name')) || titleOf(code);
        const who = { institution: institution.id, code, name };
        const id = ids.get(key(who)) ?? freshId(institution.id, code);
        ids.set(key(who), id);
        return { id, ...keptOf(row, institution.id, past.get(id), scope), code, name };
      },
      nameOf: ({ name }) => name,
      fieldsOf: ({ code, name, since }) => ({ department: code, name, since }),
      measures: [],
      factsOf: () => [],
    },
    means,
  );
  return { ...rest, departments };
}

/** What a list of equipment comes to. */
export function decideEquipment(rows: readonly CheckedRow[], bad: readonly RawRow[], means: RosterMeans): Part {
  const { scope, view } = means;
  const past = new Map(view.equipment.map((one) => [one.id, one]));
  const { records: equipment, ...rest } = decideRoster<EquipmentRecord>(
    rows,
    bad,
    {
      collection: 'equipment',
      subject: 'equipment',
      type: 'Device',
      existing: view.equipment,
      read: (row, institution) => {
        const id = idOf(row, 'device', 'Device', institution.id, past, means);
        const type = codeIn<EquipmentType>(row, 'type');
        if (id === null || type === null) return null;
        const name = lacks(row, 'name') ? (carriedFrom(past.get(id))?.name ?? null) : textIn(row, 'name') || null;
        return { id, ...keptOf(row, institution.id, past.get(id), scope), type, name };
      },
      nameOf: ({ id, name }) => name ?? id,
      fieldsOf: ({ institution: _, ...device }) => device,
      measures: [],
      factsOf: () => [],
    },
    means,
  );
  return { ...rest, equipment };
}
