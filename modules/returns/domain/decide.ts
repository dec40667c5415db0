import type { Text } from '@songhua/kernel';
import { type CheckedRows, checkRows, faultTeller, mostFaults } from './check-rows.ts';
import { type Column, columnsOf } from './columns.ts';
import { decideAreaFigures } from './decide-area-figures.ts';
import { decideBeds, decideDepartments, decideEquipment } from './decide-collections.ts';
import { decideInstitutions } from './decide-institutions.ts';
import { decideStaff } from './decide-staff.ts';
import type { Decision, Part } from './decision.ts';
import type { Headed, RawRow } from './find-heading.ts';
import { placesOf } from './places.ts';
import { earlierCode } from './read-cell.ts';
import type { RegistryView, ReturnScope } from './registry-shapes.ts';
import type { Words } from './words.ts';

/**
 * What a file comes to, held against the registry: every fault with its line and rule, what would change, and the records to write.
 * `checked`: its rows, read already. Nothing is left out of the preview of good rows because others are bad; whether they may be applied without those is the return's own choice.
 */
export function decide(
  scope: ReturnScope,
  { rows: raw, faults: headed, notices }: Headed,
  words: Words,
  view: RegistryView,
  checked?: CheckedRows,
): Decision {
  const columns = columnsOf(scope.kind, words);
  const titles = new Map(columns.map(({ key, title }) => [key, title]));
  const heading = headed.map((fault) => ({ ...fault, fieldTitle: titles.get(fault.field) ?? { zh: '文件', en: 'File' } }));
  const { rows, bad, faults, told } = headed.length > 0 ? nothing : (checked ?? checkRows(raw, columns, words));
  const { faults: later, lines, tell, told: toldLater } = faultTeller(columns, mostFaults - faults.length);
  const means = { scope, columns, words, view, places: placesOf(view, scope.area), tell };
  const dated = rows.filter((row) => {
    const since = row.values['since'];
    if (typeof since !== 'string' || since <= scope.asOf) return true;
    tell(row, 'since', 'after-as-of', {
      zh: `晚于数据日期（${scope.asOf}）`,
      en: `later than the day of the return (${scope.asOf})`,
    });
    return false;
  });
  const fine = new Set(dated);
  const left: readonly RawRow[] = [...bad, ...rows.filter((row) => !fine.has(row))];
  const part = ((): Part => {
    if (scope.kind === 'staff') return decideStaff(dated, left, means);
    if (scope.kind === 'beds') return decideBeds(dated, left, means);
    if (scope.kind === 'departments') return decideDepartments(dated, left, means);
    if (scope.kind === 'equipment') return decideEquipment(dated, left, means);
    if (scope.kind === 'area-figures') return decideAreaFigures(dated, means);
    // A file that cannot be read by its headings, or says nothing, names nobody: that is not to say that nobody is left.
    return decideInstitutions(dated, left.length === 0 && dated.length > 0, means);
  })();
  const empty = heading.length === 0 && raw.length === 0 ? [noRows] : [];
  const all = [...heading, ...empty, ...faults, ...later].sort((a, b) => a.line - b.line);
  return {
    planned: [],
    institutions: [],
    retired: [],
    staff: [],
    beds: [],
    departments: [],
    equipment: [],
    areaFigures: [],
    removed: [],
    ...part,
    faults: all,
    badRows: new Set([
      ...[...heading, ...bad].filter(({ line }) => line > 0).map(({ sheet, line }) => `${sheet} ${line}`),
      ...lines,
    ]).size,
    notices: [...notices, ...formerWords(raw, columns, words), ...(part.notices ?? []), ...tooMany(told + toldLater())],
  };
}

/** Words of earlier lists that cells were read by, with what they were read as and how often. */
function formerWords(raw: readonly RawRow[], columns: readonly Column[], words: Words): readonly Text[] {
  return columns.flatMap(({ key, type, list }): Text[] => {
    if (type !== 'code' || list === undefined) return [];
    const counts = new Map<string, number>();
    for (const { cells } of raw) {
      const text = cells[key];
      if (text !== undefined && earlierCode(text, list, words) !== undefined) counts.set(text, (counts.get(text) ?? 0) + 1);
    }
    return [...counts].map(([text, n]) => {
      const title = words.lists[list][earlierCode(text, list, words) ?? ''] ?? { zh: text, en: text };
      return {
        zh: `旧称“${text}”按“${title.zh}”读取，共 ${n} 处`,
        en: `The former name “${text}” is read as “${title.en}”, ${n} times`,
      };
    });
  });
}

const tooMany = (told: number): readonly Text[] =>
  told <= mostFaults
    ? []
    : [
        {
          zh: `共发现 ${told} 处错误，只列出其中 ${mostFaults} 处`,
          en: `${told} errors were found; ${mostFaults} of them are listed`,
        },
      ];

const nothing: CheckedRows = { rows: [], bad: [], faults: [], told: 0 };

const noRows = {
  sheet: '',
  line: 0,
  field: '',
  fieldTitle: { zh: '文件', en: 'File' },
  rule: 'no-rows',
  value: '',
  message: { zh: '表头下没有数据行', en: 'there is no row below the headings' },
};
