import type { Text } from './evidence.ts';
import type { PlanError } from './plan-error.ts';
import { csvFault, readCsv } from './read-csv.ts';

/** One area of the tree a plan is for. `parent` is null for the root alone. */
export interface Area {
  readonly code: string;
  readonly parent: string | null;
  readonly level: string;
  readonly type: string;
  readonly name: Text;
}

const header = ['code', 'parent', 'level', 'type', 'name_zh', 'name_en'] as const;

/** The area tree of a CSV text: one root, parents before children, no code twice; or what is wrong with it. */
export function parseAreas(
  file: string,
  text: string,
): { readonly areas: readonly Area[]; readonly errors: readonly PlanError[] } {
  const { rows, errors: broken } = readCsv(file, text, header);
  const errors = [...broken];
  const areas = new Map<string, Area>();
  for (const { line, cells } of rows) {
    const { code = '', parent = '', level = '', type = '', name_zh: zh = '', name_en: en = '' } = cells;
    const fault = (field: string, rule: string, message: Text, value: string): void => {
      errors.push(csvFault(file, line, field, rule, message, value));
    };
    if (areas.has(code)) fault('code', 'duplicate-id', { zh: '代码重复', en: 'this code is used twice' }, code);
    if (parent === '' && areas.size > 0)
      fault('parent', 'one-root', { zh: '只能有一个根', en: 'there can be one root only' }, code);
    if (parent !== '' && !areas.has(parent)) {
      fault('parent', 'undefined-area', { zh: '上级须先出现', en: 'the parent must stand on an earlier line' }, parent);
    }
    for (const [field, value] of Object.entries({ code, level, type, name_zh: zh, name_en: en })) {
      if (value === '') fault(field, 'required', { zh: '不能为空', en: 'must not be empty' }, value);
    }
    areas.set(code, { code, parent: parent === '' ? null : parent, level, type, name: { zh, en } });
  }
  return { areas: [...areas.values()], errors };
}
