import type { Area as CityArea, KnownInstitution, Planted, Total, TotalMeasure } from '@songhua/engine-city';
import { attributes, designations, hospitalFields, kindsOf } from '@songhua/engine-city';
import type { Area } from '@songhua/engine-plan/parse-areas.ts';
import type { StatedFact } from '@songhua/engine-plan/parse-facts.ts';
import type { PrintedCell } from '@songhua/engine-plan/parse-printed.ts';
import type { PlanError } from '@songhua/engine-plan/plan-error.ts';
import { csvFault, readCsv } from '@songhua/engine-plan/read-csv.ts';
import { hospitalLevel, institutionClass, ownership } from '../contract.ts';
import { measureTitles } from './measure-titles.ts';
import { oneOf } from './read-element.ts';

/** A figure as a document prints it. */
export interface PublishedTotal {
  readonly area: string;
  readonly measure: TotalMeasure;
  readonly asOf: string;
  readonly value: number;
  readonly decimals: number;
  readonly evidence: 'published' | 'entered';
  readonly document: string;
  readonly section: string;
}

/** What was read of a file, and everything that is wrong with it. */
export interface Read<T> {
  readonly items: readonly T[];
  readonly errors: readonly PlanError[];
}

const isMeasure = (text: string): text is TotalMeasure => Object.hasOwn(measureTitles, text);
const decimalsOf = (text: string): number => text.split('.')[1]?.length ?? 0;

/** The figures of a plan's files that the registry knows; measures of other modules are passed over. */
export const readTotals = (facts: readonly StatedFact[]): readonly PublishedTotal[] =>
  facts.flatMap(({ measure, source, area, asOf, value, decimals, evidence }) =>
    isMeasure(measure) ? [{ area, measure, asOf, value, decimals, evidence, ...source }] : [],
  );

/** Ratios of the tables' printed cells (`1:1.52`) that the counts must reproduce. */
export const readPrintedRatios = (cells: readonly PrintedCell[]): readonly Total[] =>
  cells.flatMap(({ area, column, printed }): Total[] => {
    const ratio = /^1\s*[:：]\s*(\d+(?:\.\d+)?)$/.exec(printed)?.[1];
    if (column !== 'bed-staff-ratio' || ratio === undefined) return [];
    return [{ area, measure: 'bed-staff-ratio', value: Number(ratio), decimals: decimalsOf(ratio) }];
  });

/** The institutions a plan speaks of, see data/README.md. */
export function readKnown(file: string, text: string): Read<KnownInstitution> {
  const { rows, errors } = readCsv(file, text, [
    'id',
    'name',
    'label',
    'class',
    'kind',
    'level',
    'ownership',
    'published',
    'section',
    'fields',
    'designations',
  ]);
  const faults = [...errors];
  const items = rows.flatMap(({ line, cells }): KnownInstitution[] => {
    const { id = '', name = '', label = '', section = '', published = '' } = cells;
    const cls = oneOf(institutionClass.options, cells['class']);
    const kind = cls && oneOf(kindsOf[cls] as readonly KnownInstitution['kind'][], cells['kind']);
    const level = oneOf(hospitalLevel.options, cells['level']);
    const owner = oneOf(ownership.options, cells['ownership']);
    const missing = Object.entries({ class: cls, kind, level, ownership: owner }).find(([, value]) => value === undefined);
    if (cls && kind && level && owner) {
      const stated = attributes.filter((a) => published.split('|').includes(a));
      const codes = <C extends string>(allowed: readonly C[], column: string): readonly C[] =>
        allowed.filter((code) => (cells[column] ?? '').split('|').includes(code));
      return [
        {
          id,
          name: name === '' ? null : name,
          label,
          class: cls,
          kind,
          level,
          ownership: owner,
          published: stated,
          section,
          fields: codes(hospitalFields, 'fields'),
          designations: codes(designations, 'designations'),
        },
      ];
    }
    const field = missing?.[0] ?? '(row)';
    faults.push(
      csvFault(file, line, field, 'one-of', { zh: '不在允许的取值中', en: 'is none of the allowed words' }, cells[field]),
    );
    return [];
  });
  return { items, errors: faults };
}

/** The violations put into the generated registry on purpose, see data/README.md. */
export function readPlanted(file: string, text: string): Read<Planted & { readonly rule: string }> {
  const { rows, errors } = readCsv(file, text, ['rule', 'institution', 'what', 'value', 'why']);
  const faults = [...errors];
  const items = rows.flatMap(({ line, cells }) => {
    const { rule = '', institution = '', what = '', value = '' } = cells;
    if (/^\d+$/.test(value)) return [{ rule, institution, what, value: Number(value) }];
    faults.push(csvFault(file, line, 'value', 'count', { zh: '须为非负整数', en: 'must be a whole number from 0' }, value));
    return [];
  });
  return { items, errors: faults };
}

/** Numbers of villages and communities by town code. */
export function readVillages(
  file: string,
  text: string,
): Read<{ readonly town: string; readonly villages: number; readonly communities: number }> {
  const { rows, errors } = readCsv(file, text, ['town', 'villages', 'communities']);
  const items = rows.map(({ cells }) => ({
    town: cells['town'] ?? '',
    villages: Number(cells['villages']),
    communities: Number(cells['communities']),
  }));
  return { items, errors };
}

const levels = ['city', 'urban', 'county', 'zone', 'town'] as const;

/** The area tree as the generator takes it; an area of a level it does not know is an error. */
export function toCityAreas(
  file: string,
  areas: readonly Area[],
  villages: Read<{ readonly town: string; readonly villages: number; readonly communities: number }>['items'],
): Read<CityArea & { readonly nameEn: string }> {
  const counts = new Map(villages.map((v) => [v.town, v]));
  const errors: PlanError[] = [];
  const items = areas.flatMap(({ code, parent, level: said, type, name }) => {
    const level = oneOf(levels, said);
    if (!level || !/^\d{6}(\d{3})?$/.test(code)) {
      const message = {
        zh: `代码应为六位或九位数字，层级应为 ${levels.join('、')} 之一`,
        en: `needs a code of 6 or 9 digits and a level of ${levels.join(', ')}`,
      };
      errors.push({
        file,
        line: 0,
        field: level ? 'code' : 'level',
        rule: level ? 'format' : 'one-of',
        value: `${code} ${said}`,
        message,
      });
      return [];
    }
    const { villages: v = 0, communities: c = 0 } = counts.get(code) ?? {};
    return [{ code, parent, level, type, name: name.zh, nameEn: name.en, villages: v, communities: c }];
  });
  return { items, errors };
}
