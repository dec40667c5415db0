import type { DrugName } from './drugs.ts';
import type { PanelName } from './panels.ts';
import type { SeasonName } from './seasons.ts';

/** Where within an institution: 就诊科室. */
export type Department = keyof typeof departments;
export const departments = {
  general: '全科',
  internal: '内科',
  respiratory: '呼吸内科',
  cardiology: '心血管内科',
  neurology: '神经内科',
  gastro: '消化内科',
  endocrine: '内分泌科',
  paediatrics: '儿科',
  surgery: '普通外科',
  orthopaedics: '骨科',
  urology: '泌尿外科',
  gynaecology: '妇科',
  obstetrics: '产科',
  dermatology: '皮肤科',
  eyes: '眼科',
  ears: '耳鼻喉科',
  teeth: '口腔科',
  psychiatry: '精神科',
  infectious: '感染性疾病科',
  oncology: '肿瘤科',
  emergency: '急诊科',
  nephrology: '肾内科',
  newborn: '新生儿科',
  rehabilitation: '康复医学科',
  prevention: '预防保健科',
} as const;

/** A reason to see a doctor once. */
export interface Ailment {
  readonly code: string;
  readonly name: string;
  /** What the patient says: 主诉. */
  readonly complaint: string;
  readonly department: Department;
  readonly season: SeasonName;
  /** Relative frequency by age band (`bandOf`), of men and of women. */
  readonly male: readonly number[];
  readonly female: readonly number[];
  readonly drugs: readonly DrugName[];
  readonly panels: readonly PanelName[];
  /** Body temperature above 36.6 °C to be expected. */
  readonly fever: number;
}

const ailment = (
  [code, name, complaint]: readonly [string, string, string],
  department: Department,
  season: SeasonName,
  ages: readonly number[],
  drugs: readonly DrugName[],
  more: { readonly women?: number; readonly panels?: readonly PanelName[]; readonly fever?: number } = {},
): Ailment => {
  const women = more.women ?? 0.5;
  return {
    code,
    name,
    complaint,
    department,
    season,
    male: ages.map((weight) => weight * 2 * (1 - women)),
    female: ages.map((weight) => weight * 2 * women),
    drugs,
    panels: more.panels ?? [],
    fever: more.fever ?? 0,
  };
};

/**
 * What residents come with besides their chronic diseases, by the national edition of ICD-10. The mix by age is this project's assumption after what
 * outpatient departments of a northern city see.
 */
export const ailments: readonly Ailment[] = [
  ailment(
    ['J06.900', '急性上呼吸道感染', '咳嗽、咽痛 2 天'],
    'respiratory',
    'respiratory',
    [300, 210, 90, 75, 60],
    ['paracetamol', 'ambroxol'],
    { panels: ['blood'], fever: 0.9 },
  ),
  ailment(
    ['J00.x00', '急性鼻咽炎［感冒］', '鼻塞、流涕 1 天'],
    'general',
    'respiratory',
    [120, 90, 50, 40, 35],
    ['paracetamol'],
    { fever: 0.4 },
  ),
  ailment(
    ['J20.900', '急性支气管炎', '咳嗽、咳痰 5 天'],
    'respiratory',
    'respiratory',
    [130, 60, 22, 34, 46],
    ['ambroxol', 'azithromycin'],
    { panels: ['blood', 'chestFilm'], fever: 0.7 },
  ),
  ailment(
    ['J18.900', '肺炎', '发热、咳嗽 4 天'],
    'respiratory',
    'respiratory',
    [45, 22, 6, 10, 20],
    ['levofloxacin', 'ambroxol'],
    { panels: ['blood', 'inflammation', 'chestFilm'], fever: 1.9 },
  ),
  ailment(['J03.900', '急性扁桃体炎', '咽痛、发热 2 天'], 'ears', 'respiratory', [70, 70, 18, 8, 3], ['cefaclor', 'ibuprofen'], {
    panels: ['blood'],
    fever: 1.7,
  }),
  ailment(['J30.400', '变应性鼻炎', '喷嚏、鼻痒、流清涕'], 'ears', 'pollen', [25, 45, 28, 12, 6], ['loratadine', 'montelukast']),
  ailment(
    ['A09.900', '胃肠炎和结肠炎', '腹泻、腹痛 1 天'],
    'gastro',
    'summer',
    [70, 30, 22, 20, 18],
    ['smectite', 'rehydration'],
    { panels: ['blood'], fever: 0.5 },
  ),
  ailment(['K59.000', '便秘', '排便困难 2 周'], 'gastro', 'even', [14, 6, 6, 10, 24], ['lactulose']),
  ailment(['K02.900', '龋（牙）', '牙痛'], 'teeth', 'even', [28, 48, 30, 26, 18], []),
  ailment(['K04.000', '牙髓炎', '牙痛 3 天'], 'teeth', 'even', [4, 12, 26, 24, 14], ['ibuprofen']),
  ailment(['L30.902', '湿疹', '皮疹、瘙痒'], 'dermatology', 'summer', [46, 20, 18, 18, 20], ['mometasone', 'loratadine']),
  ailment(['L50.900', '荨麻疹', '风团、瘙痒 1 天'], 'dermatology', 'summer', [20, 18, 18, 12, 7], ['loratadine']),
  ailment(['H10.900', '结膜炎', '眼红、分泌物增多'], 'eyes', 'summer', [22, 20, 12, 10, 9], ['levofloxacinDrops']),
  ailment(['H66.900', '中耳炎', '耳痛、听力下降'], 'ears', 'respiratory', [20, 12, 4, 4, 4], ['cefaclor']),
  ailment(['M54.500', '下背痛', '腰痛 1 周'], 'orthopaedics', 'winter', [0, 1, 34, 52, 44], ['diclofenac', 'eperisone'], {
    panels: [],
  }),
  ailment(
    ['M51.200', '椎间盘移位，其他特指的', '腰痛伴下肢麻木'],
    'orthopaedics',
    'even',
    [0, 0, 16, 28, 20],
    ['celecoxib', 'eperisone'],
    { panels: [] },
  ),
  ailment(['M17.900', '膝关节病', '膝关节疼痛'], 'orthopaedics', 'winter', [0, 0, 4, 26, 46], ['celecoxib'], { women: 0.64 }),
  ailment(['S93.400', '踝扭伤和劳损', '外伤后踝部肿痛'], 'orthopaedics', 'summer', [3, 16, 12, 7, 5], ['diclofenac']),
  ailment(['S52.500', '桡骨下端骨折', '摔伤后腕部疼痛'], 'orthopaedics', 'winter', [4, 10, 4, 7, 10], ['celecoxib'], {
    panels: ['limbFilm'],
    women: 0.55,
  }),
  ailment(['T14.900', '损伤', '外伤后疼痛'], 'surgery', 'summer', [24, 34, 22, 18, 16], ['paracetamol'], { women: 0.4 }),
  ailment(['N39.000', '泌尿道感染', '尿频、尿痛 2 天'], 'urology', 'even', [6, 5, 18, 20, 26], ['levofloxacin'], {
    women: 0.8,
    panels: ['urine'],
    fever: 0.3,
  }),
  ailment(['N20.000', '肾结石', '腰腹部绞痛'], 'urology', 'summer', [0, 1, 14, 16, 9], ['diclofenac'], {
    women: 0.36,
    panels: ['urine', 'abdomenUltrasound'],
  }),
  ailment(['N76.000', '急性阴道炎', '外阴瘙痒'], 'gynaecology', 'even', [0, 1, 40, 20, 4], ['metronidazole'], { women: 1 }),
  ailment(['N95.100', '绝经期和女性更年期状态', '潮热、出汗'], 'gynaecology', 'even', [0, 0, 3, 22, 2], [], { women: 1 }),
  ailment(['R42.x00', '头晕和眩晕', '头晕 2 天'], 'neurology', 'winter', [0, 3, 14, 32, 46], ['betahistine'], { women: 0.58 }),
  ailment(['R51.x00', '头痛', '头痛 3 天'], 'neurology', 'even', [3, 10, 20, 20, 16], ['paracetamol'], { women: 0.6 }),
  ailment(['R10.400', '腹痛，其他和未特指的', '腹痛 1 天'], 'gastro', 'even', [16, 20, 18, 16, 14], ['omeprazole'], {
    panels: ['blood', 'abdomenUltrasound'],
  }),
  ailment(['R07.400', '胸痛', '胸闷、胸痛 1 天'], 'cardiology', 'cold-heart', [0, 2, 10, 18, 22], [], { panels: ['cardiogram'] }),
  ailment(['B02.900', '带状疱疹不伴有并发症', '皮疹、疼痛 3 天'], 'dermatology', 'even', [0, 1, 5, 12, 14], ['paracetamol']),
  ailment(['F41.900', '焦虑障碍', '心慌、紧张 1 月'], 'psychiatry', 'even', [0, 2, 12, 11, 8], ['sertraline'], { women: 0.62 }),
  ailment(['H26.900', '白内障', '视物模糊'], 'eyes', 'even', [0, 0, 0, 8, 30], []),
  ailment(['E04.900', '非毒性甲状腺肿', '体检发现甲状腺结节'], 'endocrine', 'even', [0, 0, 12, 18, 10], [], {
    women: 0.74,
    panels: ['thyroidUltrasound'],
  }),
  ailment(['M10.900', '痛风', '足趾红肿疼痛 1 天'], 'endocrine', 'summer', [0, 0, 10, 11, 7], ['celecoxib', 'febuxostat'], {
    women: 0.1,
    panels: ['kidney'],
  }),
  ailment(['D50.900', '缺铁性贫血', '乏力 1 月'], 'internal', 'even', [9, 3, 8, 6, 6], ['iron'], {
    women: 0.75,
    panels: ['blood'],
  }),
];
