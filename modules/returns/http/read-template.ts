import { fileReply, type Language, ok, refuse, route } from '@songhua/kernel';
import { exportTypes, toCsv } from '@songhua/tables';
import { templateQuery } from '../contract.ts';
import { type Column, columnsOf } from '../domain/columns.ts';
import { explanations, type TemplateCell, templateHeading, templateRows } from '../domain/fill-template.ts';
import { kindTitles } from '../domain/kind-titles.ts';
import { isReturning, mayActFor } from '../domain/may-act-for.ts';
import { readAreas, readView } from '../events/read-view.ts';
import { registryWords } from '../events/registry-words.ts';
import { refuseRows } from './bound-export.ts';
import { mayKnowNames } from './keep-names.ts';

interface Template {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly TemplateCell[])[];
}

const csvOf = ({ name, columns, rows }: Template, language: Language): string =>
  toCsv(
    {
      name,
      columns: columns.map((column) => {
        const heading = templateHeading(column, language);
        return { key: column.key, title: { zh: heading, en: heading }, type: column.type === 'count' ? 'integer' : 'text' };
      }),
      rows: rows.map((cells) => Object.fromEntries(columns.map(({ key }, i) => [key, cells[i] ?? null]))),
    },
    language,
  );

const formats: Readonly<Partial<Record<Column['type'], string>>> = { count: '#,##0', number: 'General' };

/** A workbook of two sheets: the form, and what may stand in it. */
async function xlsxOf({ name, columns, rows }: Template, language: Language): Promise<Buffer> {
  const { default: excel } = await import('exceljs');
  const book = new excel.Workbook();
  book.creator = 'Songhua';
  const form = book.addWorksheet(name.slice(0, 31), { views: [{ state: 'frozen', ySplit: 1 }] });
  form.addRow(columns.map((column) => templateHeading(column, language))).font = { bold: true };
  for (const row of rows) form.addRow([...row]);
  columns.forEach((column, i) => {
    const target = form.getColumn(i + 1);
    target.width = Math.max(12, templateHeading(column, language).length * 2 + 2);
    // Codes and days stay as they are typed.
    target.numFmt = formats[column.type] ?? '@';
  });
  const help = book.addWorksheet(language === 'zh' ? '填写说明' : 'Explanations', { views: [{ state: 'frozen', ySplit: 1 }] });
  for (const row of explanations(columns, registryWords, language)) help.addRow([...row]);
  help.getRow(1).font = { bold: true };
  [20, 24, 8, 24, 28, 60].forEach((width, i) => {
    help.getColumn(i + 1).width = width;
  });
  return Buffer.from(await book.xlsx.writeBuffer());
}

export const readTemplate = route({
  method: 'GET',
  path: '/api/returns/template',
  summary: { zh: '下载填报模板，可带现有数据', en: 'Download a template, filled in with what there is if asked' },
  permission: 'returns.read',
  people: 'none',
  query: templateQuery,
  response: { file: exportTypes },
  handle: async ({ tx, records, actor, query, language }) => {
    const { kind, format, area } = query;
    const columns = columnsOf(kind, registryWords);
    const areas = await readAreas(tx);
    const node = area === undefined ? undefined : areas.get(area);
    if (area !== undefined && !(node && isReturning(node))) return refuse('returns.unknown-area', { area });
    if (area !== undefined && (kind === 'staff' || actor.area !== undefined)) {
      const allowed = kind === 'staff' ? mayKnowNames(actor, areas, area) : mayActFor(areas, actor.area, area);
      if (!allowed.ok) return allowed;
    }
    const rows =
      area === undefined
        ? []
        : templateRows(kind, columns, registryWords, await wholeView(tx, records, kind, area), language, area);
    const bounded = refuseRows(rows.length, format);
    if (!bounded.ok) return bounded;
    const title = `${kindTitles[kind][language]}${node ? ` ${node.name[language]}` : ''}`;
    const name = language === 'zh' ? `${title}模板` : `${title} template`;
    const template = { name, columns, rows };
    return ok(
      format === 'csv'
        ? fileReply(`${name}.csv`, exportTypes[0], csvOf(template, language))
        : fileReply(`${name}.xlsx`, exportTypes[1], await xlsxOf(template, language)),
    );
  },
});

/** Everything the registry has of an area for this kind of return, as if every institution of it were named. */
async function wholeView(
  tx: Parameters<typeof readView>[0],
  records: Parameters<typeof readView>[1],
  kind: Parameters<typeof columnsOf>[0],
  area: string,
) {
  const scope = { kind, area, asOf: '', goodOnly: false, file: '', by: '' };
  if (kind === 'area-figures') return readView(tx, records, scope, []);
  const all = await readView(tx, records, { ...scope, kind: 'institutions' }, []);
  if (kind === 'annual' || kind === 'institutions') return all;
  const rows = [...all.records.keys()].map((institution, i) => ({ sheet: '', line: i + 1, cells: { institution } }));
  return readView(tx, records, scope, rows);
}
