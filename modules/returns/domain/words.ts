import type { CountMeasure } from '@songhua/engine-city';
import type { Text } from '@songhua/kernel';

/** The code lists that cells are read by. */
export type ListName =
  | 'kind'
  | 'level'
  | 'ownership'
  | 'field'
  | 'designation'
  | 'service'
  | 'profession'
  | 'category'
  | 'licence'
  | 'specialty'
  | 'duty'
  | 'post'
  | 'bed'
  | 'department'
  | 'equipment'
  | 'area-measure'
  | 'gender';

export type CodeList = Readonly<Record<string, Text>>;

/** What codes and measures are called; the registry's own words are handed in. */
export interface Words {
  readonly lists: Readonly<Record<ListName, CodeList>>;
  readonly measures: Readonly<Record<CountMeasure, { readonly title: Text; readonly unit: Text }>>;
}

export const genders: CodeList = {
  male: { zh: '男', en: 'Male' },
  female: { zh: '女', en: 'Female' },
  unknown: { zh: '不详', en: 'Unknown' },
};
