import type { Text } from '@songhua/engine-plan/evidence.ts';
import type { AttributeSpec, CodeList, Raw, Unit } from '@songhua/engine-plan/rules/index.ts';
import type { AreaItem, InstitutionItem, Station } from './index-facts.ts';

/** Small words of the vocabulary: units, and attributes by what they read. */

const unit = (code: string, zh: string): Unit => ({ code, title: { zh, en: code } });

export const units = {
  people: unit('people', '人'),
  beds: unit('beds', '张'),
  institutions: unit('institutions', '个'),
  laboratories: unit('laboratories', '个'),
  places: unit('places', '个'),
  posts: unit('posts', '名'),
  bedDays: unit('bed days', '床日'),
  pieces: unit('pieces', '台'),
  teams: unit('teams', '支'),
  stations: unit('stations', '个'),
  departments: unit('departments', '个'),
  areas: unit('areas', '个'),
  years: unit('years', '年'),
  kilometres: unit('km', '公里'),
  minutes: unit('minutes', '分钟'),
  bloodUnits: unit('units', '单位'),
  grade: unit('grade', '级'),
  ratio: { code: '', title: { zh: '', en: '' } },
} as const satisfies Record<string, Unit>;

/** A unit in words only, which goes with any bare number. */
export const yearless = (title: Text): Unit => ({ code: '', title });

// The engine hands back what the source gave it, so a type's reader knows what it is given.
export const areaOf = (item: unknown): AreaItem => item as AreaItem;
export const institutionOf = (item: unknown): InstitutionItem => item as InstitutionItem;
export const stationOf = (item: unknown): Station => item as Station;

export const number = (zh: string, en: string, of: Unit, read: (item: unknown) => Raw): AttributeSpec => ({
  title: { zh, en },
  type: { kind: 'number', unit: of },
  read,
});
export const code = (list: CodeList, read: (item: unknown) => Raw): AttributeSpec => ({
  title: list.title,
  type: { kind: 'code', list },
  read,
});
export const codes = (list: CodeList, read: (item: unknown) => Raw): AttributeSpec => ({
  title: list.title,
  type: { kind: 'codes', list },
  read,
});
export const yesNo = (zh: string, en: string, read: (item: unknown) => Raw): AttributeSpec => ({
  title: { zh, en },
  type: { kind: 'yes-no' },
  read,
});
