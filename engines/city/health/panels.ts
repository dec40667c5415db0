import { codeSystems } from '@songhua/engine-fhir/china/systems.ts';
import type { Concept } from './resource.ts';

/** One measured quantity: its code, its unit and between what it is usual. */
export interface Analyte {
  readonly code: Concept;
  /** UCUM code, which is printed too. */
  readonly unit: string;
  readonly digits: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly referenceRange: readonly object[];
  /** Where values of well people lie, and how far around. */
  readonly mean: number;
  readonly spread: number;
}

const loinc = (code: string, name: string): Concept => ({
  coding: [{ system: codeSystems.loinc, code, display: name }],
  text: name,
});

function analyte(
  code: string,
  name: string,
  unit: string,
  digits: number,
  range: readonly [number | null, number | null],
  well: readonly [number, number],
): Analyte {
  const [low, high] = range;
  const quantity = (value: number) => ({ value, unit, system: codeSystems.ucum, code: unit });
  return {
    code: loinc(code, name),
    unit,
    digits,
    low,
    high,
    referenceRange: [{ ...(low !== null && { low: quantity(low) }), ...(high !== null && { high: quantity(high) }) }],
    mean: well[0],
    spread: well[1],
  };
}

/**
 * Quantities by LOINC with usual reference ranges of adults (WS/T 404, 405 and common use; not compared with the printed standards).
 */
export const analytes = {
  leukocytes: analyte('6690-2', '白细胞计数', '10*9/L', 2, [3.5, 9.5], [6.3, 1.4]),
  neutrophils: analyte('770-8', '中性粒细胞百分比', '%', 1, [40, 75], [58, 7]),
  erythrocytes: analyte('789-8', '红细胞计数', '10*12/L', 2, [3.8, 5.8], [4.7, 0.4]),
  haemoglobin: analyte('718-7', '血红蛋白', 'g/L', 0, [115, 175], [142, 12]),
  platelets: analyte('777-3', '血小板计数', '10*9/L', 0, [125, 350], [225, 45]),
  reactiveProtein: analyte('1988-5', 'C反应蛋白', 'mg/L', 1, [null, 10], [3, 2]),
  glucose: analyte('14771-0', '空腹血糖', 'mmol/L', 1, [3.9, 6.1], [5.2, 0.4]),
  glycated: analyte('4548-4', '糖化血红蛋白', '%', 1, [4, 6], [5.4, 0.3]),
  creatinine: analyte('14682-9', '肌酐', 'umol/L', 0, [41, 111], [72, 11]),
  filtration: analyte('98979-8', '估算肾小球滤过率', 'mL/min/{1.73_m2}', 0, [90, null], [98, 12]),
  urea: analyte('22664-7', '尿素', 'mmol/L', 1, [2.6, 8.8], [5.3, 1.1]),
  urate: analyte('14933-6', '尿酸', 'umol/L', 0, [155, 428], [315, 62]),
  cholesterol: analyte('14647-2', '总胆固醇', 'mmol/L', 2, [null, 5.2], [4.8, 0.8]),
  triglycerides: analyte('14927-8', '甘油三酯', 'mmol/L', 2, [null, 1.7], [1.4, 0.5]),
  highDensity: analyte('14646-4', '高密度脂蛋白胆固醇', 'mmol/L', 2, [1, null], [1.3, 0.22]),
  lowDensity: analyte('22748-8', '低密度脂蛋白胆固醇', 'mmol/L', 2, [null, 3.4], [2.9, 0.6]),
  alanine: analyte('1742-6', '丙氨酸氨基转移酶', 'U/L', 0, [9, 50], [22, 8]),
  aspartate: analyte('1920-8', '天门冬氨酸氨基转移酶', 'U/L', 0, [15, 40], [23, 6]),
  bilirubin: analyte('14631-6', '总胆红素', 'umol/L', 1, [null, 23], [12, 4]),
  albumin: analyte('1751-7', '白蛋白', 'g/L', 1, [40, 55], [45, 3]),
  potassium: analyte('2823-3', '钾', 'mmol/L', 2, [3.5, 5.3], [4.2, 0.35]),
  sodium: analyte('2951-2', '钠', 'mmol/L', 0, [137, 147], [141, 2.4]),
  troponin: analyte('67151-1', '高敏肌钙蛋白T', 'ng/L', 0, [null, 14], [6, 3]),
  natriuretic: analyte('33762-6', 'N末端B型利钠肽原', 'pg/mL', 0, [null, 300], [90, 50]),
  urineProtein: analyte('14959-1', '尿微量白蛋白/肌酐', 'mg/g', 1, [null, 30], [9, 6]),
  bloodGas: analyte('2019-8', '动脉血二氧化碳分压', 'mm[Hg]', 0, [35, 45], [40, 2.5]),
} as const satisfies Readonly<Record<string, Analyte>>;

export type AnalyteName = keyof typeof analytes;

/** What is reported together. An image says its finding in words; a laboratory report its values. */
export interface Panel {
  readonly code: Concept;
  readonly kind: 'laboratory' | 'imaging' | 'cardiogram';
  readonly analytes: readonly AnalyteName[];
  /** Findings as one writes them: the usual one first, then others with what they are written for. */
  readonly usual: string;
}

const laboratory = (code: string, name: string, ...of: readonly AnalyteName[]): Panel => ({
  code: loinc(code, name),
  kind: 'laboratory',
  analytes: of,
  usual: '',
});
/** By LOINC where its code is sure, and by the national edition of ICD-9-CM-3. */
const imaging = (code: string | null, procedure: string, name: string, usual: string): Panel => ({
  code: {
    coding: [
      ...(code ? [{ system: codeSystems.loinc, code, display: name }] : []),
      { system: codeSystems.procedure, code: procedure, display: name },
    ],
    text: name,
  },
  kind: 'imaging',
  analytes: [],
  usual,
});

export const panels = {
  blood: laboratory('58410-2', '血常规', 'leukocytes', 'neutrophils', 'haemoglobin', 'platelets'),
  inflammation: laboratory('1988-5', 'C反应蛋白测定', 'reactiveProtein'),
  sugar: laboratory('55399-0', '血糖与糖化血红蛋白', 'glucose', 'glycated'),
  glycated: laboratory('4548-4', '糖化血红蛋白测定', 'glycated'),
  fasting: laboratory('14771-0', '空腹血糖测定', 'glucose'),
  lipids: laboratory('24331-1', '血脂', 'cholesterol', 'triglycerides', 'highDensity', 'lowDensity'),
  kidney: laboratory('24362-6', '肾功能', 'creatinine', 'filtration', 'urea', 'urate'),
  liver: laboratory('24325-3', '肝功能', 'alanine', 'aspartate', 'bilirubin', 'albumin'),
  electrolytes: laboratory('24326-1', '电解质', 'potassium', 'sodium'),
  heart: laboratory('67151-1', '心肌标志物', 'troponin', 'natriuretic'),
  urine: laboratory('24356-8', '尿液分析', 'urineProtein'),
  gas: laboratory('24336-0', '动脉血气分析', 'bloodGas'),
  /** 老年人健康体检: blood count, liver, kidney, sugar and fats in one. */
  elder: laboratory(
    '24323-8',
    '老年人健康体检检验',
    'haemoglobin',
    'leukocytes',
    'glucose',
    'creatinine',
    'filtration',
    'cholesterol',
    'lowDensity',
    'alanine',
  ),
  chestFilm: imaging('36643-5', '87.4401', '胸部X线检查', '双肺纹理清晰，心膈未见异常。'),
  chestTomography: imaging('24627-2', '87.4101', '胸部CT', '双肺未见实质性病变，纵隔淋巴结无肿大。'),
  headTomography: imaging('24725-4', '87.0300x001', '头颅CT', '颅内未见出血及占位。'),
  headResonance: imaging('24590-2', '88.9101', '头颅MRI', '脑实质内未见新发梗死灶。'),
  abdomenUltrasound: imaging('24558-9', '88.7600', '腹部超声', '肝胆胰脾双肾未见明显异常。'),
  thyroidUltrasound: imaging(null, '88.7103', '甲状腺超声', '甲状腺双侧叶多发结节，TI-RADS 3 类。'),
  limbFilm: imaging(null, '88.2301', '腕关节X线检查', '骨皮质连续性中断，对位尚可。'),
  cardiogram: { ...imaging('11524-6', '89.5200', '心电图', '窦性心律，大致正常心电图。'), kind: 'cardiogram' },
  fetalUltrasound: imaging('11525-3', '88.7800', '产科超声', '宫内单活胎，胎心规律，羊水适中。'),
} as const satisfies Readonly<Record<string, Panel>>;

export type PanelName = keyof typeof panels;
