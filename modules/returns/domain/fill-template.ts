import { countMeasures } from '@songhua/engine-city';
import type { Text } from '@songhua/kernel';
import type { Column } from './columns.ts';
import { askedFigures } from './decide-area-figures.ts';
import { earlierWords } from './earlier-words.ts';
import type { RegistryView, ReturnScope } from './registry-shapes.ts';
import type { Words } from './words.ts';

type Language = keyof Text;
export type TemplateCell = string | number | null;
type Plain = Readonly<Record<string, unknown>>;

const yesNo = { zh: ['是', '否'], en: ['yes', 'no'] } as const;

/** A value as a person would write it into the template: codes by their titles, days as they are. */
function cellOf(value: unknown, column: Column, words: Words, language: Language): TemplateCell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return yesNo[language][value ? 0 : 1];
  const list = column.list ? words.lists[column.list] : undefined;
  const title = (code: unknown): string => list?.[String(code)]?.[language] ?? String(code);
  // In code lists a title may hold the sign that parts several: codes are then plainer.
  if (Array.isArray(value))
    return value.length === 0
      ? null
      : value.map((code) => (/[、,，;；|/]/.test(title(code)) ? String(code) : title(code))).join(language === 'zh' ? '、' : ';');
  return title(value);
}

/** What goes on and is real: what is invented would become real by being sent back. */
const real = <R extends { readonly until: string | null; readonly evidence: string }>(all: readonly R[]): readonly R[] =>
  all.filter(({ until, evidence }) => until === null && evidence !== 'synthetic');

/** A name where only one area of it bears it, else the code. */
function areaText({ areas }: RegistryView, code: string, language: Language): string {
  const name = areas.get(code)?.name[language] ?? code;
  return [...areas.values()].filter((one) => one.name[language] === name).length === 1 ? name : code;
}

/** What the registry holds of the area, by the columns of the template. */
function held(kind: ReturnScope['kind'], view: RegistryView, language: Language, scope: string): readonly Plain[] {
  if (kind === 'staff') return real(view.staff).map((one): Plain => ({ ...one }));
  if (kind === 'beds') return real(view.beds).map((one) => ({ ...one, bed: one.id, ward: one.ward?.name ?? null }));
  if (kind === 'departments') return real(view.departments).map((one) => ({ ...one, department: one.code }));
  if (kind === 'area-figures')
    return askedFigures(view, scope).map((one) => ({ ...one, area: areaText(view, one.area, language) }));
  if (kind === 'equipment') return real(view.equipment).map((one) => ({ ...one, device: one.id }));
  return [...view.records.values()].map((one) => ({
    ...one,
    area: view.areas.get(one.area)?.name[language] ?? one.area,
    town: one.town && (view.areas.get(one.town)?.name[language] ?? one.town),
    services: one.services.filter(({ offered }) => offered).map(({ code }) => code),
    ...Object.fromEntries(
      countMeasures.map((measure) => [measure, one.facts.filter((fact) => fact.measure === measure).at(-1)?.value ?? null]),
    ),
  }));
}

/** The rows of a template that is filled in beforehand. */
export const templateRows = (
  kind: ReturnScope['kind'],
  columns: readonly Column[],
  words: Words,
  view: RegistryView,
  language: Language,
  scope: string,
): readonly (readonly TemplateCell[])[] =>
  held(kind, view, language, scope).map((one) => columns.map((column) => cellOf(one[column.key], column, words, language)));

/** A column's heading in a template; a star marks what every row needs. */
export const templateHeading = ({ title, required }: Column, language: Language): string =>
  `${title[language]}${required ? ' *' : ''}`;

const typeTitles: Readonly<Record<Column['type'], Text>> = {
  text: { zh: '文字', en: 'text' },
  id: { zh: '编号', en: 'id' },
  code: { zh: '代码或名称，单选', en: 'code or title, one' },
  codes: { zh: '代码或名称，可多选，用顿号或分号隔开', en: 'codes or titles, several, parted by ; or 、' },
  count: { zh: '整数', en: 'whole number' },
  number: { zh: '数字', en: 'number' },
  flag: { zh: '是或否', en: 'yes or no' },
  day: { zh: '日期，如 2024-12-31', en: 'day, such as 2024-12-31' },
  institution: { zh: '机构编号或名称', en: 'id or name of an institution' },
  area: { zh: '地区代码或名称', en: 'code or name of an area' },
  town: { zh: '乡镇代码或名称', en: 'code or name of a town' },
};

const andFormer = (text: string, earlier: readonly string[], language: Language): string =>
  earlier.length === 0
    ? text
    : [text, language === 'zh' ? `也认旧称：${earlier.join('、')}` : `also read by former names: ${earlier.join(', ')}`]
        .filter((one) => one !== '')
        .join(language === 'zh' ? '；' : '; ');

/** The sheet of explanations: each column, and each code that may stand in it. */
export function explanations(columns: readonly Column[], words: Words, language: Language): readonly (readonly string[])[] {
  const head =
    language === 'zh'
      ? ['填写项', '内容', '必填', '可填代码', '可填名称', '填写要求']
      : ['Entry', 'Content', 'Needed', 'Code', 'Title in words', 'Explanation'];
  const yes = language === 'zh' ? '必填' : 'needed';
  const rows = columns.flatMap((column) => {
    const first = [
      column.title[language],
      typeTitles[column.type][language],
      column.required ? yes : '',
      '',
      '',
      andFormer(column.explain[language], column.earlier, language),
    ];
    const former = column.list && earlierWords[column.list];
    const codes = column.list
      ? Object.entries(words.lists[column.list]).map(([code, title]) => [
          column.title[language],
          '',
          '',
          code,
          title[language],
          andFormer('', former?.[code] ?? [], language),
        ])
      : [];
    return [first, ...codes];
  });
  return [head, ...rows];
}
