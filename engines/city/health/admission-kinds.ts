import type { Department } from './ailments.ts';
import type { DrugName } from './drugs.ts';
import type { AnalyteName, PanelName } from './panels.ts';
import type { Lasting } from './profile.ts';
import type { SeasonName } from './seasons.ts';

/** An operation done during a stay. */
export interface Surgery {
  readonly code: string;
  readonly name: string;
  /** 手术级别, 1 to 4. */
  readonly level: 1 | 2 | 3 | 4;
  /** Share of stays in which it is done. */
  readonly share: number;
  /** What it costs with its materials, in yuan. */
  readonly cost: number;
}

/** A reason to be in hospital. */
export interface AdmissionKind {
  readonly code: string;
  readonly name: string;
  readonly department: Department;
  readonly season: SeasonName;
  /** Relative frequency by age band (`bandOf`). */
  readonly male: readonly number[];
  readonly female: readonly number[];
  /** Median length of stay in days, and cost of a day without the operation, in yuan. */
  readonly days: number;
  readonly dayCost: number;
  /** Share that comes through the emergency department. */
  readonly urgent: number;
  readonly surgery: readonly Surgery[];
  readonly panels: readonly PanelName[];
  readonly finding?: string;
  readonly shift: Partial<Record<AnalyteName, number>>;
  readonly drugs: readonly DrugName[];
  /** Whoever has this lasting disease comes so much more often; others seldom or, with `only`, never. */
  readonly of?: { readonly burden: Lasting; readonly factor: number; readonly only?: true };
  /** The disease stays with whoever came out. */
  readonly leaves?: Lasting;
  /** Other diagnoses that come with it: code, name, share, and whether they were there on admission. */
  readonly also: readonly (readonly [string, string, number, boolean])[];
  /** Code and name of what did the injury (V01 to Y98). */
  readonly cause?: readonly [string, string];
  /** A hospital of the second or third level is needed. */
  readonly hospitalOnly: boolean;
}

type More = Partial<Omit<AdmissionKind, 'code' | 'name' | 'male' | 'female' | 'department' | 'days' | 'dayCost'>> & {
  readonly women?: number;
};

function kind(
  code: string,
  name: string,
  department: Department,
  ages: readonly number[],
  days: number,
  dayCost: number,
  more: More = {},
): AdmissionKind {
  const { women = 0.5, ...rest } = more;
  return {
    code,
    name,
    department,
    season: 'winter',
    male: ages.map((weight) => weight * 2 * (1 - women)),
    female: ages.map((weight) => weight * 2 * women),
    days,
    dayCost,
    urgent: 0.25,
    surgery: [],
    panels: ['blood'],
    shift: {},
    drugs: [],
    also: [],
    hospitalOnly: true,
    ...rest,
  };
}

const surgery = (code: string, name: string, level: 1 | 2 | 3 | 4, share: number, cost: number): Surgery => ({
  code,
  name,
  level,
  share,
  cost,
});
const inflamed = { leukocytes: 2.4, neutrophils: 2.2, reactiveProtein: 18 } as const;

/**
 * Why residents are in hospital, by the national editions of ICD-10 and ICD-9-CM-3, with what is done, how long it takes and what it costs: this
 * project's assumptions after what general hospitals of a northern city treat.
 */
export const admissionKinds: readonly AdmissionKind[] = [
  kind('J18.900', '肺炎', 'respiratory', [150, 40, 12, 30, 62], 8, 820, {
    season: 'respiratory',
    panels: ['blood', 'inflammation', 'chestTomography'],
    finding: '右肺下叶斑片状密度增高影，考虑感染。',
    shift: inflamed,
    drugs: ['ceftriaxone'],
    also: [['J96.900', '未特指的呼吸衰竭', 0.05, true]],
    hospitalOnly: false,
  }),
  kind('J21.900', '急性细支气管炎', 'paediatrics', [70, 0, 0, 0, 0], 6, 560, {
    season: 'respiratory',
    panels: ['blood', 'inflammation'],
    shift: inflamed,
    drugs: ['ambroxol'],
  }),
  kind('A09.900x003', '急性肠炎', 'gastro', [30, 14, 8, 7, 8], 4, 520, {
    season: 'summer',
    panels: ['blood', 'electrolytes'],
    drugs: ['smectite'],
    hospitalOnly: false,
  }),
  kind('J44.100', '慢性阻塞性肺病伴有急性加重', 'respiratory', [0, 0, 0, 10, 34], 10, 900, {
    season: 'respiratory',
    women: 0.34,
    urgent: 0.4,
    panels: ['blood', 'gas', 'chestTomography'],
    finding: '双肺气肿，双下肺纹理增多、紊乱。',
    shift: { leukocytes: 1.5, bloodGas: 4, reactiveProtein: 8 },
    drugs: ['budesonideFormoterol', 'tiotropium'],
    of: { burden: 'copd', factor: 14 },
    leaves: 'copd',
    also: [
      ['J96.900', '未特指的呼吸衰竭', 0.18, true],
      ['I27.900', '肺源性心脏病', 0.1, true],
    ],
    hospitalOnly: false,
  }),
  kind('I63.900', '脑梗死', 'neurology', [0, 0, 3, 32, 54], 10, 1050, {
    season: 'cold-heart',
    women: 0.42,
    urgent: 0.5,
    panels: ['blood', 'headResonance', 'lipids', 'sugar'],
    finding: '左侧基底节区新发脑梗死灶。',
    drugs: ['aspirin', 'atorvastatin'],
    leaves: 'stroke',
    of: { burden: 'hypertension', factor: 2.2 },
    also: [
      ['I67.200x003', '颈动脉斑块', 0.4, true],
      ['J98.414', '肺部感染', 0.08, false],
    ],
    hospitalOnly: false,
  }),
  kind('I61.900x002', '脑出血', 'neurology', [0, 0, 2, 11, 12], 15, 1600, {
    season: 'cold-heart',
    women: 0.4,
    urgent: 0.9,
    panels: ['blood', 'headTomography'],
    finding: '右侧基底节区高密度影，考虑出血，量约 15 ml。',
    of: { burden: 'hypertension', factor: 4 },
    leaves: 'stroke',
    also: [['J98.414', '肺部感染', 0.25, false]],
  }),
  kind('G45.900', '短暂性大脑缺血性发作', 'neurology', [0, 0, 2, 14, 16], 7, 850, {
    season: 'cold-heart',
    urgent: 0.4,
    panels: ['headResonance', 'lipids'],
    drugs: ['aspirin'],
  }),
  kind('I20.000', '不稳定型心绞痛', 'cardiology', [0, 0, 4, 48, 62], 7, 1100, {
    season: 'cold-heart',
    women: 0.44,
    urgent: 0.35,
    panels: ['blood', 'heart', 'lipids', 'cardiogram'],
    finding: '窦性心律，ST-T 改变。',
    drugs: ['aspirin', 'atorvastatin', 'isosorbide'],
    surgery: [
      surgery('88.5600', '用两根导管的冠状动脉造影术', 3, 0.42, 5200),
      surgery('36.0700', '药物洗脱冠状动脉支架置入', 4, 0.2, 21000),
    ],
    of: { burden: 'coronary', factor: 6 },
    leaves: 'coronary',
  }),
  kind('I21.401', '急性非ST段抬高型心肌梗死', 'cardiology', [0, 0, 2, 9, 11], 8, 1700, {
    season: 'cold-heart',
    women: 0.3,
    urgent: 0.95,
    panels: ['blood', 'heart', 'cardiogram', 'lipids'],
    finding: '窦性心律，V4-V6 导联 ST 段压低。',
    shift: { troponin: 160, natriuretic: 28 },
    drugs: ['aspirin', 'clopidogrel', 'rosuvastatin'],
    surgery: [surgery('36.0700', '药物洗脱冠状动脉支架置入', 4, 0.66, 24000)],
    leaves: 'coronary',
    of: { burden: 'coronary', factor: 4 },
    also: [['I50.900', '心力衰竭', 0.2, true]],
  }),
  kind('I50.900', '心力衰竭', 'cardiology', [0, 0, 1, 9, 38], 9, 1000, {
    season: 'cold-heart',
    urgent: 0.5,
    panels: ['blood', 'heart', 'electrolytes', 'cardiogram'],
    finding: '心房颤动，左心室高电压。',
    shift: { natriuretic: 60 },
    drugs: ['furosemide', 'spironolactone'],
    of: { burden: 'coronary', factor: 5 },
    also: [['I48.900', '心房颤动和心房扑动，未特指', 0.3, true]],
  }),
  kind('I10.x00x002', '高血压', 'cardiology', [0, 0, 3, 18, 20], 7, 620, {
    panels: ['lipids', 'kidney', 'cardiogram'],
    of: { burden: 'hypertension', factor: 1, only: true },
    hospitalOnly: false,
  }),
  kind('E11.400', '2型糖尿病伴有神经的并发症', 'endocrine', [0, 0, 4, 30, 34], 9, 760, {
    panels: ['sugar', 'kidney', 'lipids', 'urine'],
    drugs: ['glargine'],
    of: { burden: 'diabetes', factor: 5, only: true },
    hospitalOnly: false,
  }),
  kind('K80.100x001', '胆囊结石伴胆囊炎', 'surgery', [0, 1, 12, 22, 18], 7, 900, {
    season: 'even',
    women: 0.6,
    panels: ['blood', 'liver', 'abdomenUltrasound'],
    finding: '胆囊多发结石，胆囊壁毛糙增厚。',
    surgery: [surgery('51.2300', '腹腔镜下胆囊切除术', 3, 0.72, 7800)],
  }),
  kind('K35.800x001', '急性阑尾炎', 'surgery', [4, 22, 18, 11, 6], 6, 780, {
    season: 'even',
    urgent: 0.9,
    panels: ['blood', 'abdomenUltrasound'],
    finding: '右下腹阑尾增粗，周围少量渗出。',
    shift: inflamed,
    surgery: [surgery('47.0100', '腹腔镜下阑尾切除术', 2, 0.86, 5200)],
    drugs: ['ceftriaxone'],
  }),
  kind('K40.900x002', '单侧腹股沟疝', 'surgery', [14, 6, 3, 10, 16], 5, 700, {
    season: 'even',
    women: 0.1,
    surgery: [surgery('53.0002', '腹腔镜下单侧腹股沟疝修补术', 3, 0.9, 6800)],
  }),
  kind('H25.900', '老年性白内障', 'eyes', [0, 0, 0, 8, 44], 3, 600, {
    season: 'even',
    women: 0.56,
    panels: ['fasting'],
    surgery: [surgery('13.4100x001', '白内障超声乳化抽吸术', 3, 0.97, 3400)],
  }),
  kind('M51.200x004', '腰骶椎间盘脱出', 'orthopaedics', [0, 0, 15, 32, 22], 9, 520, {
    panels: [],
    drugs: ['celecoxib', 'eperisone'],
    surgery: [surgery('80.5100x013', '后入路腰椎间盘切除术', 3, 0.12, 16000)],
    of: { burden: 'backPain', factor: 4 },
    hospitalOnly: false,
  }),
  kind('M17.900x002', '膝关节退行性病变', 'orthopaedics', [0, 0, 1, 11, 22], 10, 700, {
    women: 0.68,
    surgery: [surgery('81.5400', '全部膝关节置换', 4, 0.3, 27000)],
    of: { burden: 'kneeArthritis', factor: 5 },
    hospitalOnly: false,
  }),
  kind('S72.000', '股骨颈骨折', 'orthopaedics', [0, 0, 1, 4, 20], 13, 900, {
    women: 0.6,
    urgent: 0.8,
    panels: ['blood', 'electrolytes'],
    surgery: [surgery('81.5201', '人工股骨头置换术', 4, 0.8, 28000)],
    drugs: ['heparin', 'calcium'],
    cause: ['W01.x00', '在同一平面上滑倒、绊倒和摔倒'],
  }),
  kind('S52.500x001', '桡骨远端骨折', 'orthopaedics', [4, 9, 6, 9, 8], 8, 620, {
    urgent: 0.7,
    panels: ['limbFilm'],
    surgery: [surgery('79.3200', '桡骨和尺骨骨折开放性复位术伴内固定', 3, 0.6, 12000)],
    cause: ['W01.x00', '在同一平面上滑倒、绊倒和摔倒'],
  }),
  kind('S06.000', '脑震荡', 'surgery', [4, 9, 9, 8, 6], 6, 650, {
    season: 'summer',
    women: 0.36,
    urgent: 0.95,
    panels: ['headTomography'],
    cause: ['V89.200', '机动车辆事故中的人员损伤，交通性'],
    hospitalOnly: false,
  }),
  kind('N20.100', '输尿管结石', 'urology', [0, 1, 11, 15, 7], 6, 800, {
    season: 'summer',
    women: 0.36,
    urgent: 0.5,
    panels: ['urine', 'kidney', 'abdomenUltrasound'],
    finding: '左侧输尿管上段结石，左肾轻度积水。',
    surgery: [surgery('56.0x00x003', '经尿道输尿管镜输尿管取石术', 3, 0.6, 8600)],
  }),
  kind('N40.x00', '前列腺增生', 'urology', [0, 0, 0, 5, 20], 9, 720, {
    season: 'even',
    women: 0,
    panels: ['urine', 'kidney'],
    surgery: [surgery('60.2900x004', '经尿道前列腺等离子电切术', 3, 0.5, 9200)],
    of: { burden: 'prostate', factor: 4 },
  }),
  kind('N39.000', '泌尿道感染', 'urology', [5, 2, 5, 7, 13], 7, 560, {
    season: 'even',
    women: 0.74,
    panels: ['blood', 'urine'],
    shift: inflamed,
    drugs: ['levofloxacin'],
    hospitalOnly: false,
  }),
  kind('Z51.102', '手术后恶性肿瘤化学治疗', 'oncology', [0, 1, 7, 42, 40], 6, 1900, {
    season: 'even',
    urgent: 0.02,
    panels: ['blood', 'liver'],
    shift: { haemoglobin: -1.8, leukocytes: -1.2 },
    surgery: [surgery('99.2503', '静脉注射化疗药物', 1, 0.92, 1800)],
    also: [['C34.900x001', '肺恶性肿瘤', 1, true]],
  }),
  kind('C34.900x001', '肺恶性肿瘤', 'oncology', [0, 0, 1, 15, 20], 11, 1300, {
    season: 'even',
    women: 0.38,
    panels: ['blood', 'liver', 'chestTomography'],
    finding: '左肺上叶软组织肿块影，大小约 32 mm，考虑占位。',
    surgery: [surgery('32.4100', '胸腔镜下肺叶切除术', 4, 0.3, 32000)],
  }),
  kind('C16.900', '胃恶性肿瘤', 'surgery', [0, 0, 1, 7, 10], 14, 1400, {
    season: 'even',
    women: 0.3,
    panels: ['blood', 'liver'],
    shift: { haemoglobin: -2.5 },
    surgery: [surgery('43.7x00x001', '胃大部切除伴胃-空肠吻合术[Billroth Ⅱ式手术]', 4, 0.5, 26000)],
  }),
  kind('C18.900', '结肠恶性肿瘤', 'surgery', [0, 0, 1, 7, 11], 14, 1400, {
    season: 'even',
    women: 0.44,
    panels: ['blood', 'liver'],
    shift: { haemoglobin: -2 },
    surgery: [surgery('45.7300', '开放性和其他右半结肠切除术', 4, 0.5, 25000)],
  }),
  kind('C50.900', '乳房恶性肿瘤', 'surgery', [0, 0, 3, 12, 6], 10, 1300, {
    season: 'even',
    women: 1,
    surgery: [surgery('85.4100', '单侧单纯乳房切除术', 3, 0.55, 12000)],
  }),
  kind('D25.900', '子宫平滑肌瘤', 'gynaecology', [0, 0, 12, 16, 0], 8, 850, {
    season: 'even',
    women: 1,
    panels: ['blood'],
    shift: { haemoglobin: -2 },
    surgery: [surgery('68.4100', '腹腔镜经腹全子宫切除术', 4, 0.5, 13000)],
  }),
  kind('K63.500', '结肠息肉', 'gastro', [0, 0, 5, 22, 18], 5, 800, {
    season: 'even',
    women: 0.42,
    surgery: [surgery('45.4200', '内镜下大肠息肉切除术', 3, 0.88, 4200)],
  }),
  kind('K92.208', '上消化道出血', 'gastro', [0, 0, 4, 9, 13], 7, 1200, {
    urgent: 0.8,
    panels: ['blood', 'liver'],
    shift: { haemoglobin: -3 },
    drugs: ['omeprazole'],
    of: { burden: 'gastritis', factor: 3 },
  }),
  kind('K85.900x002', '急性轻症胰腺炎', 'gastro', [0, 1, 7, 8, 5], 9, 1300, {
    season: 'even',
    women: 0.38,
    urgent: 0.85,
    panels: ['blood', 'liver', 'abdomenUltrasound'],
    finding: '胰腺肿胀，周围渗出。',
    shift: inflamed,
  }),
  kind('K29.500', '慢性胃炎', 'gastro', [0, 2, 6, 14, 14], 6, 520, {
    season: 'even',
    drugs: ['omeprazole', 'hydrotalcite'],
    surgery: [surgery('45.1300x004', '胃-十二指肠镜检查', 1, 0.6, 420)],
    of: { burden: 'gastritis', factor: 4 },
    hospitalOnly: false,
  }),
  kind('K74.600', '肝硬变', 'infectious', [0, 0, 2, 8, 6], 11, 1050, {
    women: 0.3,
    panels: ['blood', 'liver', 'abdomenUltrasound'],
    finding: '肝脏形态失常，回声增粗，脾大。',
    shift: { bilirubin: 6, albumin: -4, platelets: -3, alanine: 4 },
    of: { burden: 'hepatitisB', factor: 12 },
  }),
  kind('N18.902', '慢性肾衰竭', 'nephrology', [0, 0, 4, 10, 13], 10, 1000, {
    panels: ['kidney', 'electrolytes', 'blood'],
    shift: { creatinine: 30, haemoglobin: -3, potassium: 2 },
    surgery: [surgery('39.9500', '血液透析', 1, 0.4, 4200)],
    of: { burden: 'diabetes', factor: 3 },
  }),
  kind('F20.900', '精神分裂症', 'psychiatry', [0, 0, 10, 9, 3], 34, 330, {
    urgent: 0.15,
    panels: ['blood', 'liver'],
    drugs: ['olanzapine'],
    of: { burden: 'mentalDisorder', factor: 60, only: true },
  }),
  kind('I69.300', '脑梗死后遗症', 'rehabilitation', [0, 0, 1, 12, 22], 16, 480, {
    season: 'even',
    urgent: 0.02,
    panels: [],
    drugs: ['aspirin'],
    of: { burden: 'stroke', factor: 10, only: true },
    hospitalOnly: false,
  }),
  kind('R42.x00x001', '眩晕', 'neurology', [0, 1, 5, 16, 20], 6, 640, {
    panels: ['headTomography', 'lipids'],
    drugs: ['betahistine'],
    hospitalOnly: false,
  }),
];
