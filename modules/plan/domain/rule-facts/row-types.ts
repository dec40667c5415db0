import type { Profession } from '@songhua/engine-city/vocabulary.ts';
import type { Evidence } from '@songhua/engine-plan/evidence.ts';
import type { TypeSpec } from '@songhua/engine-plan/rules/index.ts';
import type { InstitutionFacts } from '../../contract.ts';
import { codeLists } from './code-lists.ts';
import type { Bed, Childcare, Staff } from './index-facts.ts';
import { code, codes, number, stationOf, units, yesNo } from './words.ts';

/** Rows that stand for several people, beds or things that are alike. */

const staffOf = (item: unknown): Staff['of'] => (item as Staff).of;
const bedOf = (item: unknown): Bed['of'] => (item as Bed).of;
const evidence = (item: unknown): Evidence => (item as { readonly evidence: Evidence }).evidence;
const weight = (item: unknown): number => (item as { readonly n: number }).n;

/** Whose field is registered; of a nurse or a pharmacist it is stated only where there is one. */
const withField: readonly string[] = ['doctor', 'technician'] satisfies Profession[];
/** What is not stated is not known where the profession has it, and none where it does not. */
const stated = (value: string | null, has: boolean): string | null | undefined => value ?? (has ? undefined : null);

const staff: TypeSpec = {
  title: { zh: '人员', en: 'staff' },
  attributes: {
    profession: code(codeLists.profession, (item) => staffOf(item).profession),
    category: code(codeLists.category, (item) => stated(staffOf(item).category, staffOf(item).profession === 'doctor')),
    licence: code(codeLists.licence, (item) => stated(staffOf(item).licence, staffOf(item).profession === 'doctor')),
    specialty: code(codeLists.specialty, (item) => stated(staffOf(item).specialty, withField.includes(staffOf(item).profession))),
    duties: codes(codeLists.duty, (item) => staffOf(item).duties),
    post: code(codeLists.post, (item) => staffOf(item).post),
    established: yesNo('在编', 'established', (item) => staffOf(item).established),
    years: number('从事同一专业年数', 'years in the specialty', units.years, (item) => staffOf(item).years ?? undefined),
  },
  weight,
  sort: staffOf,
  evidence: (item) => staffOf(item).evidence,
};

const bed: TypeSpec = {
  title: { zh: '床位', en: 'beds' },
  attributes: {
    class: code(codeLists.bedClass, (item) => bedOf(item).class),
    department: code(codeLists.department, (item) => bedOf(item).department),
    convertible: yesNo('可转换为重症床位', 'convertible to intensive care', (item) => bedOf(item).convertible),
    openable: yesNo('疫情时可迅速开放', 'quickly openable in an outbreak', (item) => bedOf(item).openable),
  },
  weight,
  sort: bedOf,
  evidence: (item) => bedOf(item).evidence,
};

const row = (zh: string, en: string, attributes: TypeSpec['attributes']): TypeSpec => ({
  title: { zh, en },
  attributes,
  weight,
  evidence,
});

export const rowTypes: Readonly<Record<string, TypeSpec>> = {
  staff,
  bed,
  department: {
    title: { zh: '科室', en: 'departments' },
    attributes: { code: code(codeLists.department, (item) => (item as InstitutionFacts['departments'][number]).code) },
    evidence,
  },
  laboratory: row('实验室', 'laboratories', {
    level: code(codeLists.laboratory, (item) => (item as InstitutionFacts['laboratories'][number]).level),
  }),
  equipment: row('设备', 'equipment', {
    type: code(codeLists.equipment, (item) => (item as InstitutionFacts['equipment'][number]).type),
  }),
  station: row('急救站', 'emergency stations', {
    placed: yesNo('已登记到乡级', 'placed in a town', (item) => stationOf(item).town !== null),
  }),
  team: row('队伍', 'teams', { kind: code(codeLists.team, (item) => (item as InstitutionFacts['teams'][number]).kind) }),
  childcare: {
    title: { zh: '托育机构', en: 'childcare institutions' },
    attributes: { places: number('托位', 'childcare places', units.places, (item) => (item as Childcare).places) },
    evidence,
  },
};
