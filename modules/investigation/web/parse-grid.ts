import { type LineField, lineFields } from '../contract.ts';

/** Heads that a pasted table may bear, beside the fields' own names. */
const heads: Readonly<Record<string, LineField>> = {
  ...Object.fromEntries(lineFields.map((field) => [field, field])),
  姓名: 'name',
  性别: 'sex',
  年龄: 'age',
  身份证: 'number',
  身份证号: 'number',
  证件号码: 'number',
  电话: 'phone',
  联系电话: 'phone',
  乡镇: 'town',
  现住乡镇: 'town',
  住址: 'address',
  现住址: 'address',
  工作单位: 'work',
  单位: 'work',
  学校: 'school',
  暴露: 'exposure',
  暴露史: 'exposure',
  发病日期: 'onset',
  报告日期: 'reported',
  分类: 'classification',
  病例分类: 'classification',
  转归: 'outcome',
  出生日期: 'born',
  死亡日期: 'died',
};

export interface GridLine {
  readonly line: number;
  readonly cells: Partial<Record<LineField, string>>;
}

/** Cells of what a spreadsheet puts on the clipboard: tabs between cells; a cell in quotes may hold tabs, line breaks and doubled quotes. */
function cellsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  let [cell, quoted] = ['', false];
  const close = (): void => {
    rows.at(-1)?.push(cell.trim());
    cell = '';
  };
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? '';
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (letter === '"' && cell === '') quoted = true;
    else if (letter === '\t') close();
    else if (letter === '\n') {
      close();
      rows.push([]);
    } else if (letter !== '\r') cell += letter;
  }
  close();
  return rows;
}

/** The lines of a pasted table, numbered as they stood; a first line of known heads says which column is which, else they stand in the usual order. */
export function parseGrid(text: string): { readonly fields: readonly LineField[]; readonly lines: readonly GridLine[] } {
  const rows = cellsOf(text);
  const named = (rows[0] ?? []).map((cell) => heads[cell.toLowerCase()]);
  const isHead = named.filter(Boolean).length >= 2 || (named.length === 1 && named[0] === 'name');
  const fields: readonly (LineField | undefined)[] = isHead ? named : lineFields;
  const lines = rows.slice(isHead ? 1 : 0).flatMap((cells, at): GridLine[] => {
    if (cells.every((cell) => cell === '')) return [];
    const pairs = cells.flatMap((cell, column) => (fields[column] && cell !== '' ? [[fields[column], cell] as const] : []));
    return [{ line: at + (isHead ? 2 : 1), cells: Object.fromEntries(pairs) }];
  });
  const used = new Set(lines.flatMap(({ cells }) => Object.keys(cells)));
  return { fields: lineFields.filter((field) => used.has(field)), lines };
}
