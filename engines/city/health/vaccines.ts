import { codeSystems } from '@songhua/engine-fhir/china/systems.ts';
import type { Concept } from './resource.ts';

const vaccine = (atc: string, name: string): Concept => ({
  coding: [{ system: codeSystems.atc, code: atc, display: name }],
  text: name,
});

export const vaccines = {
  hepatitisB: vaccine('J07BC01', '乙型肝炎疫苗'),
  bcg: vaccine('J07AN01', '卡介苗'),
  inactivatedPolio: vaccine('J07BF03', '脊髓灰质炎灭活疫苗'),
  oralPolio: vaccine('J07BF04', '二价脊髓灰质炎减毒活疫苗'),
  pertussis: vaccine('J07AJ52', '百白破疫苗'),
  diphtheria: vaccine('J07AM51', '白破疫苗'),
  measles: vaccine('J07BD52', '麻腮风疫苗'),
  encephalitis: vaccine('J07BA03', '乙脑减毒活疫苗'),
  meningitisA: vaccine('J07AH01', 'A群流脑多糖疫苗'),
  meningitisAC: vaccine('J07AH03', 'A群C群流脑多糖疫苗'),
  hepatitisA: vaccine('J07BC02', '甲肝减毒活疫苗'),
  influenza: vaccine('J07BB02', '流感病毒裂解疫苗'),
  papilloma: vaccine('J07BM02', '双价人乳头瘤病毒疫苗'),
} as const;
export type VaccineName = keyof typeof vaccines;

/** One dose of the schedule: which, at how many months, the how manieth of how many. */
export type Dose = readonly [VaccineName, months: number, dose: number, of: number];

/** The national childhood schedule (国家免疫规划疫苗儿童免疫程序, edition of 2021; recalled, not verified). */
export const schedule: readonly Dose[] = [
  ['hepatitisB', 0, 1, 3],
  ['bcg', 0, 1, 1],
  ['hepatitisB', 1, 2, 3],
  ['inactivatedPolio', 2, 1, 2],
  ['inactivatedPolio', 3, 2, 2],
  ['pertussis', 3, 1, 4],
  ['pertussis', 4, 2, 4],
  ['oralPolio', 4, 1, 2],
  ['pertussis', 5, 3, 4],
  ['hepatitisB', 6, 3, 3],
  ['meningitisA', 6, 1, 2],
  ['measles', 8, 1, 2],
  ['encephalitis', 8, 1, 2],
  ['meningitisA', 9, 2, 2],
  ['pertussis', 18, 4, 4],
  ['measles', 18, 2, 2],
  ['hepatitisA', 18, 1, 1],
  ['encephalitis', 24, 2, 2],
  ['meningitisAC', 36, 1, 2],
  ['oralPolio', 48, 2, 2],
  ['diphtheria', 72, 1, 1],
  ['meningitisAC', 72, 2, 2],
];
