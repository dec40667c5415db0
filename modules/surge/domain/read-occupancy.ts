import { type FieldError, ok, type Result, refuse } from '@songhua/kernel';

/** The cells of a line; a cell in quotes may hold commas, and two quotes for one. */
const cellsOf = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
    (quoted?.replaceAll('""', '"') ?? plain ?? '').trim(),
  );

const wardWords = ['ward', '病区'];
const countWords = ['occupied', '占用', '占用床位', '在用床位'];

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Reads how many beds of which ward are in use from a table; every fault is named by its line, and nothing is taken while there is one. */
export function readOccupancy(
  csv: string,
  wards: readonly Named[],
): Result<{ readonly ward: string; readonly occupied: number }[]> {
  const [head = '', ...lines] = csv.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const names = cellsOf(head).map((name) => name.toLowerCase());
  const at = [wardWords, countWords].map((words) => names.findIndex((name) => words.includes(name)));
  const [wardAt = -1, countAt = -1] = at;
  if (wardAt < 0 || countAt < 0) return refuse('surge.csv-head', { columns: 'ward, occupied' });
  const faults: FieldError[] = [];
  const found = new Map<string, number>();
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const cells = cellsOf(line);
    const fault = (rule: string, value: string, zh: string, en: string): void =>
      void faults.push({ field: `line ${index + 2}`, rule, value: value.slice(0, 200), message: { zh, en } });
    const name = cells[wardAt] ?? '';
    const count = cells[countAt] ?? '';
    const ward = wards.find((one) => one.name === name);
    if (!ward) fault('ward', name, '没有这个病区', 'there is no such ward');
    else if (found.has(ward.id)) fault('twice', name, '病区重复', 'the ward stands twice');
    if (!/^\d{1,5}$/.test(count)) fault('count', count, '占用数应为整数', 'the number in use must be whole');
    else if (ward) found.set(ward.id, Number(count));
  }
  if (faults.length > 0) return refuse('surge.csv-faults', { faults: faults.length }, faults.slice(0, 100));
  if (found.size === 0) return refuse('surge.csv-empty', {});
  return ok([...found].map(([ward, occupied]) => ({ ward, occupied })));
}
