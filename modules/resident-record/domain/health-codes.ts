import { codeSystems } from '@songhua/engine-fhir/china/systems.ts';
import type { Text } from '@songhua/kernel';

/**
 * Which codes a health flag follows from. ICD-10 categories as the national edition (GB/T 14396) has them: three characters, and four where
 * the category says too little. The choice of groups follows the front page of 2024 (国卫办基层发〔2024〕15号) and the national basic
 * public-health services; the codes of each group are this project's reading of ICD-10, not taken from the document.
 */

export interface DiseaseGroup {
  readonly code: string;
  readonly title: Text;
  /** Beginnings of ICD-10 codes. */
  readonly icd: readonly string[];
  /** Codes of `CodeSystem/programme` by which it is managed. */
  readonly programme?: string;
}

const group = (code: string, zh: string, en: string, icd: readonly string[], programme?: string): DiseaseGroup => ({
  code,
  title: { zh, en },
  icd,
  ...(programme !== undefined && { programme }),
});

/** Chronic and key diseases 慢病与重点疾病. */
export const chronicGroups: readonly DiseaseGroup[] = [
  group('hypertension', '高血压', 'hypertension', ['I10', 'I11', 'I12', 'I13', 'I15'], 'hypertension'),
  group('diabetes', '糖尿病', 'diabetes', ['E10', 'E11', 'E12', 'E13', 'E14'], 'diabetes'),
  group('copd', '慢性阻塞性肺疾病', 'chronic obstructive pulmonary disease', ['J44'], 'copd'),
  group('coronary', '冠心病', 'coronary heart disease', ['I20', 'I21', 'I22', 'I23', 'I24', 'I25']),
  group('stroke', '脑卒中', 'stroke', ['I60', 'I61', 'I63', 'I64', 'I69']),
  group('cancer', '恶性肿瘤', 'cancer', ['C']),
  group('kidney', '慢性肾脏病', 'chronic kidney disease', ['N18']),
  group('mental', '严重精神障碍', 'severe mental disorder', ['F20', 'F22', 'F25', 'F31'], 'mental-disorder'),
  group('tuberculosis', '肺结核', 'tuberculosis', ['A15', 'A16'], 'tuberculosis'),
];

/** Notifiable diseases 法定传染病 that stand in records under codes of their own; tuberculosis among them. */
export const notifiableGroups: readonly DiseaseGroup[] = [
  group('plague', '鼠疫', 'plague', ['A20']),
  group('cholera', '霍乱', 'cholera', ['A00']),
  group('aids', '艾滋病', 'HIV/AIDS', ['B20', 'B21', 'B22', 'B23', 'B24', 'Z21']),
  group('viral-hepatitis', '病毒性肝炎', 'viral hepatitis', ['B15', 'B16', 'B17', 'B18', 'B19']),
  group('polio', '脊髓灰质炎', 'poliomyelitis', ['A80']),
  group('measles', '麻疹', 'measles', ['B05']),
  group('haemorrhagic-fever', '流行性出血热', 'epidemic haemorrhagic fever', ['A98.5']),
  group('rabies', '狂犬病', 'rabies', ['A82']),
  group('japanese-encephalitis', '流行性乙型脑炎', 'Japanese encephalitis', ['A83.0']),
  group('dengue', '登革热', 'dengue', ['A90', 'A91', 'A97']),
  group('anthrax', '炭疽', 'anthrax', ['A22']),
  group('dysentery', '细菌性和阿米巴性痢疾', 'dysentery', ['A03', 'A06']),
  group('tuberculosis', '肺结核', 'tuberculosis', ['A15', 'A16']),
  group('typhoid', '伤寒和副伤寒', 'typhoid and paratyphoid', ['A01']),
  group('meningococcal', '流行性脑脊髓膜炎', 'meningococcal meningitis', ['A39']),
  group('pertussis', '百日咳', 'pertussis', ['A37']),
  group('diphtheria', '白喉', 'diphtheria', ['A36']),
  group('neonatal-tetanus', '新生儿破伤风', 'neonatal tetanus', ['A33']),
  group('scarlet-fever', '猩红热', 'scarlet fever', ['A38']),
  group('brucellosis', '布鲁氏菌病', 'brucellosis', ['A23']),
  group('gonorrhoea', '淋病', 'gonorrhoea', ['A54']),
  group('syphilis', '梅毒', 'syphilis', ['A50', 'A51', 'A52', 'A53']),
  group('leptospirosis', '钩端螺旋体病', 'leptospirosis', ['A27']),
  group('schistosomiasis', '血吸虫病', 'schistosomiasis', ['B65']),
  group('malaria', '疟疾', 'malaria', ['B50', 'B51', 'B52', 'B53', 'B54']),
  group('covid', '新型冠状病毒感染', 'COVID-19', ['U07.1', 'U07.2']),
  group('mpox', '猴痘', 'mpox', ['B04']),
  group('influenza', '流行性感冒', 'influenza', ['J09', 'J10', 'J11']),
  group('mumps', '流行性腮腺炎', 'mumps', ['B26']),
  group('rubella', '风疹', 'rubella', ['B06']),
  group('haemorrhagic-conjunctivitis', '急性出血性结膜炎', 'acute haemorrhagic conjunctivitis', ['B30.3']),
  group('leprosy', '麻风病', 'leprosy', ['A30']),
  group('echinococcosis', '棘球蚴病', 'echinococcosis', ['B67']),
  group('filariasis', '丝虫病', 'filariasis', ['B74']),
  group('infectious-diarrhoea', '其他感染性腹泻病', 'other infectious diarrhoea', ['A04', 'A05', 'A07', 'A08', 'A09']),
  group('hand-foot-mouth', '手足口病', 'hand, foot and mouth disease', ['B08.4']),
];

/** Those that stay with somebody as long as the record says they are active; others count while they are recent. */
export const lasting: ReadonlySet<string> = new Set([
  'aids',
  'viral-hepatitis',
  'tuberculosis',
  'syphilis',
  'leprosy',
  'echinococcosis',
]);

/** Diseases that do not heal by not being written down again: a diagnosis that only a visit made holds until somebody says that it is over. */
export const neverLapses: readonly string[] = [
  ...['I10', 'I11', 'I12', 'I13', 'I15', 'I25', 'I69'],
  ...['E10', 'E11', 'E12', 'E13', 'E14'],
  ...['J44', 'C', 'N18'],
  ...['F20', 'F22', 'F25', 'F31'],
  ...['B18', 'B20', 'B21', 'B22', 'B23', 'B24', 'Z21'],
];

/** Pregnancy by ICD-10: confirmed, supervised, and all of chapter XV but the time after. */
export const pregnancyIcd: readonly string[] = ['Z32.1', 'Z33', 'Z34', 'Z35', 'O1', 'O2', 'O3', 'O4', 'O98', 'O99'];
export const deliveryIcd: readonly string[] = ['O80', 'O81', 'O82', 'O83', 'O84', 'Z37'];
/** A pregnancy that ended otherwise: ectopic, mole, miscarriage, termination, and what follows them. */
export const lossIcd: readonly string[] = ['O00', 'O01', 'O02', 'O03', 'O04', 'O05', 'O06', 'O07', 'O08'];
export const pregnancyProgramme = 'pregnancy';

/** LOINC codes that this module reads by name. */
export const loinc = {
  weight: '29463-7',
  height: '8302-2',
  bmi: '39156-5',
  lastPeriod: '8665-2',
  dueDate: '11778-8',
  abo: '883-9',
  rh: '10331-7',
  aboRh: '882-1',
} as const;

const icdSystems = new Set<string>([
  codeSystems.disease,
  'http://hl7.org/fhir/sid/icd-10',
  'http://hl7.org/fhir/sid/icd-10-cm',
  'http://hl7.org/fhir/sid/icd-10-cn',
]);

/** Whether a code of ICD-10 lies in one of these: `I10.x00` in `I10`, with or without the point. */
export const isWithin = (code: string, beginnings: readonly string[]): boolean => {
  const plain = code.toUpperCase().replace('.', '');
  return beginnings.some((beginning) => plain.startsWith(beginning.replace('.', '')));
};

/** As `isWithin`, of a code that says that it is one of ICD-10; the same letters in another system mean something else. */
export const isIcd = (
  { code, system }: { readonly code: string | null; readonly system: string | null },
  beginnings: readonly string[],
): boolean => code !== null && icdSystems.has(system ?? '') && isWithin(code, beginnings);
