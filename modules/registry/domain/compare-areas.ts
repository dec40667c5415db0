import type { Area } from '@songhua/engine-city';
import type { PlanError } from '@songhua/engine-plan/plan-error.ts';

/** The areas one file gives. */
export interface AreaFile {
  readonly file: string;
  readonly areas: readonly (Area & { readonly nameEn: string })[];
}

const columns = { parent: 'parent', level: 'level', type: 'type', name: 'name_zh', nameEn: 'name_en' } as const;

/** Every area of which two files say different things, by the first file that speaks of it and the one that differs. */
export function contradictions(files: readonly AreaFile[]): readonly PlanError[] {
  const first = new Map<string, { readonly file: string; readonly area: AreaFile['areas'][number] }>();
  const errors: PlanError[] = [];
  for (const { file, areas } of files) {
    for (const area of areas) {
      const known = first.get(area.code) ?? { file, area };
      first.set(area.code, known);
      for (const key of Object.keys(columns) as (keyof typeof columns)[]) {
        const [said, before] = [area[key] ?? '', known.area[key] ?? ''];
        if (said === before) continue;
        const message = {
          zh: `地区 ${area.code} 在 ${known.file} 中为“${before}”，两处须一致`,
          en: `the area ${area.code} has “${before}” in ${known.file}; both must say the same`,
        };
        errors.push({ file, line: 0, field: columns[key], rule: 'same-area', value: said, message });
      }
    }
  }
  return errors;
}
