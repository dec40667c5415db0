import type { Department } from './ailments.ts';
import type { DrugName } from './drugs.ts';
import type { PanelName } from './panels.ts';
import type { Lasting } from './profile.ts';
import type { Secrecy } from './resource.ts';

/** How a lasting disease is coded, and what visits for it are like. */
export interface LastingDisease {
  readonly code: string;
  readonly name: string;
  readonly complaint: string;
  readonly department: Department;
  /** How much of somebody's visits are for it. */
  readonly weight: number;
  /** Lines of treatment, of which a person follows one; of a line as many as the course has steps. */
  readonly lines: readonly (readonly DrugName[])[];
  readonly panels: readonly PanelName[];
  readonly secrecy: Secrecy;
}

const lasting = (
  [code, name, complaint]: readonly [string, string, string],
  department: Department,
  weight: number,
  lines: readonly (readonly DrugName[])[],
  panels: readonly PanelName[] = [],
  secrecy: Secrecy = 'plain',
): LastingDisease => ({ code, name, complaint, department, weight, lines, panels, secrecy });

export const lastingDiseases: Readonly<Record<Lasting, LastingDisease>> = {
  hypertension: lasting(
    ['I10.x00x002', '高血压', '复查血压、取药'],
    'cardiology',
    0.34,
    [
      ['amlodipine', 'irbesartan', 'indapamide', 'metoprolol'],
      ['nifedipine', 'valsartan', 'indapamide', 'metoprolol'],
      ['irbesartan', 'amlodipine', 'metoprolol', 'indapamide'],
    ],
    ['lipids', 'kidney', 'cardiogram'],
  ),
  diabetes: lasting(
    ['E11.900', '2型糖尿病', '复查血糖、取药'],
    'endocrine',
    0.36,
    [
      ['metformin', 'glimepiride', 'glargine'],
      ['metformin', 'dapagliflozin', 'glargine'],
      ['metformin', 'acarbose', 'glargine'],
    ],
    ['glycated', 'kidney', 'lipids', 'urine'],
  ),
  copd: lasting(
    ['J44.900', '慢性阻塞性肺病', '咳嗽、气短'],
    'respiratory',
    0.34,
    [
      ['tiotropium', 'budesonideFormoterol'],
      ['budesonideFormoterol', 'tiotropium'],
    ],
    ['blood', 'chestTomography'],
  ),
  mentalDisorder: lasting(
    ['F20.900', '精神分裂症', '复诊取药'],
    'psychiatry',
    0.5,
    [['olanzapine'], ['risperidone']],
    [],
    'mental',
  ),
  hepatitisB: lasting(
    ['B18.100', '慢性乙型病毒性肝炎，不伴有δ因子', '复查肝功能'],
    'infectious',
    0.2,
    [['entecavir']],
    ['liver', 'abdomenUltrasound'],
  ),
  coronary: lasting(
    ['I25.901', '冠状动脉性心脏病', '活动后胸闷'],
    'cardiology',
    0.3,
    [
      ['aspirin', 'atorvastatin', 'isosorbide'],
      ['clopidogrel', 'rosuvastatin', 'metoprolol'],
    ],
    ['lipids', 'cardiogram'],
  ),
  stroke: lasting(
    ['I69.300', '脑梗死后遗症', '肢体活动不灵'],
    'neurology',
    0.3,
    [['aspirin', 'atorvastatin']],
    ['lipids', 'headTomography'],
  ),
  lipids: lasting(
    ['E78.500', '高脂血症', '复查血脂'],
    'internal',
    0.08,
    [['atorvastatin'], ['rosuvastatin']],
    ['lipids', 'liver'],
  ),
  gastritis: lasting(['K29.500', '慢性胃炎', '上腹隐痛、反酸'], 'gastro', 0.14, [['omeprazole', 'hydrotalcite']], []),
  backPain: lasting(
    ['M51.200x004', '腰骶椎间盘脱出', '腰痛反复'],
    'orthopaedics',
    0.12,
    [['celecoxib', 'eperisone'], ['diclofenac']],
    [],
  ),
  kneeArthritis: lasting(
    ['M17.900x002', '膝关节退行性病变', '膝关节疼痛'],
    'orthopaedics',
    0.12,
    [['celecoxib'], ['diclofenac']],
    [],
  ),
  thyroid: lasting(['E03.900', '甲状腺功能减退症', '复查甲状腺'], 'endocrine', 0.16, [['levothyroxine']], ['thyroidUltrasound']),
  asthma: lasting(
    ['J45.900', '哮喘', '喘息、胸闷'],
    'respiratory',
    0.26,
    [
      ['budesonideFormoterol', 'salbutamol'],
      ['salbutamol', 'montelukast'],
    ],
    ['blood'],
  ),
  prostate: lasting(
    ['N40.x00', '前列腺增生', '尿频、排尿费力'],
    'urology',
    0.14,
    [['tamsulosin', 'finasteride']],
    ['urine', 'abdomenUltrasound'],
  ),
  insomnia: lasting(['G47.000x001', '失眠', '入睡困难'], 'neurology', 0.12, [['estazolam']], []),
};

/** Another code within the disease, for the persons whose trait is high. */
const others: Partial<Record<Lasting, readonly [string, string]>> = {
  mentalDisorder: ['F31.900', '双相情感障碍'],
  stroke: ['I69.300x002', '陈旧性脑梗死'],
};

/** The code of the disease for one person: it stays the same wherever they go. */
export function codeFor(name: Lasting, trait: number): readonly [string, string] {
  const other = others[name];
  const { code, name: title } = lastingDiseases[name];
  return other && trait > 0.6 ? other : [code, title];
}

/** The medicines of the line that a person follows, as many as there are steps. */
export function lineFor(name: Lasting, trait: number, level: number): readonly DrugName[] {
  const { lines } = lastingDiseases[name];
  const line = lines[Math.floor(Math.abs(trait) * 97) % lines.length] ?? [];
  return line.slice(0, Math.max(1, level));
}
