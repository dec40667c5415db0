import { codeSystems } from '@songhua/engine-fhir/china/systems.ts';
import type { Concept } from './resource.ts';

/** How one medicine is prescribed here, ready to stand in a MedicationRequest. */
export interface Drug {
  readonly concept: Concept;
  readonly dosage: readonly object[];
  /** For how many days. */
  readonly days: number;
}

const routes = {
  oral: '口服',
  inhaled: '吸入',
  injected: '皮下注射',
  intramuscular: '肌内注射',
  intravenous: '静脉滴注',
  local: '外用',
} as const;

function drug(
  atc: string,
  name: string,
  dose: number,
  unit: string,
  perDay: number,
  days: number,
  route: keyof typeof routes = 'oral',
): Drug {
  const ucum = { mg: 'mg', g: 'g', ug: 'ug', mL: 'mL', U: '[U]' }[unit];
  return {
    concept: { coding: [{ system: codeSystems.atc, code: atc, display: name }], text: name },
    dosage: [
      {
        text: `${routes[route]}，每次 ${dose} ${unit}，每日 ${perDay} 次`,
        timing: { repeat: { frequency: perDay, period: 1, periodUnit: 'd' } },
        route: { text: routes[route] },
        doseAndRate: [
          { doseQuantity: ucum ? { value: dose, unit, system: codeSystems.ucum, code: ucum } : { value: dose, unit } },
        ],
      },
    ],
    days,
  };
}

/** Medicines by the international ATC codes with the names used here; doses are usual ones, for adults, not taken from any leaflet. */
export const drugs = {
  paracetamol: drug('N02BE01', '对乙酰氨基酚片', 500, 'mg', 3, 3),
  ibuprofen: drug('M01AE01', '布洛芬混悬液', 5, 'mL', 3, 3),
  ambroxol: drug('R05CB06', '盐酸氨溴索口服溶液', 10, 'mL', 2, 5),
  amoxicillin: drug('J01CA04', '阿莫西林胶囊', 500, 'mg', 3, 5),
  cefaclor: drug('J01DC04', '头孢克洛干混悬剂', 125, 'mg', 3, 5),
  cefuroxime: drug('J01DC02', '头孢呋辛酯片', 250, 'mg', 2, 7),
  azithromycin: drug('J01FA10', '阿奇霉素片', 500, 'mg', 1, 3),
  levofloxacin: drug('J01MA12', '左氧氟沙星片', 500, 'mg', 1, 5),
  oseltamivir: drug('J05AH02', '磷酸奥司他韦胶囊', 75, 'mg', 2, 5),
  smectite: drug('A07BC05', '蒙脱石散', 3, 'g', 3, 3),
  rehydration: drug('A07CA', '口服补液盐散', 5, 'g', 3, 3),
  omeprazole: drug('A02BC01', '奥美拉唑肠溶胶囊', 20, 'mg', 1, 14),
  hydrotalcite: drug('A02AD04', '铝碳酸镁咀嚼片', 1, 'g', 3, 14),
  lactulose: drug('A06AD11', '乳果糖口服溶液', 15, 'mL', 1, 14),
  diclofenac: drug('M01AB05', '双氯芬酸钠缓释片', 75, 'mg', 1, 7),
  celecoxib: drug('M01AH01', '塞来昔布胶囊', 200, 'mg', 1, 14),
  eperisone: drug('M03BX09', '盐酸乙哌立松片', 50, 'mg', 3, 7),
  loratadine: drug('R06AX13', '氯雷他定片', 10, 'mg', 1, 7),
  montelukast: drug('R03DC03', '孟鲁司特钠咀嚼片', 5, 'mg', 1, 14),
  salbutamol: drug('R03AC02', '硫酸沙丁胺醇吸入气雾剂', 100, 'ug', 3, 14, 'inhaled'),
  budesonideFormoterol: drug('R03AK07', '布地奈德福莫特罗粉吸入剂', 160, 'ug', 2, 30, 'inhaled'),
  tiotropium: drug('R03BB04', '噻托溴铵粉吸入剂', 18, 'ug', 1, 30, 'inhaled'),
  amlodipine: drug('C08CA01', '苯磺酸氨氯地平片', 5, 'mg', 1, 30),
  nifedipine: drug('C08CA05', '硝苯地平控释片', 30, 'mg', 1, 30),
  irbesartan: drug('C09CA04', '厄贝沙坦片', 150, 'mg', 1, 30),
  valsartan: drug('C09CA03', '缬沙坦胶囊', 80, 'mg', 1, 30),
  indapamide: drug('C03BA11', '吲达帕胺缓释片', 1.5, 'mg', 1, 30),
  metoprolol: drug('C07AB02', '琥珀酸美托洛尔缓释片', 47.5, 'mg', 1, 30),
  metformin: drug('A10BA02', '盐酸二甲双胍片', 500, 'mg', 3, 30),
  glimepiride: drug('A10BB12', '格列美脲片', 2, 'mg', 1, 30),
  acarbose: drug('A10BF01', '阿卡波糖片', 50, 'mg', 3, 30),
  dapagliflozin: drug('A10BK01', '达格列净片', 10, 'mg', 1, 30),
  glargine: drug('A10AE04', '甘精胰岛素注射液', 14, 'U', 1, 30, 'injected'),
  atorvastatin: drug('C10AA05', '阿托伐他汀钙片', 20, 'mg', 1, 30),
  rosuvastatin: drug('C10AA07', '瑞舒伐他汀钙片', 10, 'mg', 1, 30),
  aspirin: drug('B01AC06', '阿司匹林肠溶片', 100, 'mg', 1, 30),
  clopidogrel: drug('B01AC04', '硫酸氢氯吡格雷片', 75, 'mg', 1, 30),
  isosorbide: drug('C01DA14', '单硝酸异山梨酯缓释片', 40, 'mg', 1, 30),
  furosemide: drug('C03CA01', '呋塞米片', 20, 'mg', 1, 14),
  spironolactone: drug('C03DA01', '螺内酯片', 20, 'mg', 1, 30),
  betahistine: drug('N07CA01', '甲磺酸倍他司汀片', 6, 'mg', 3, 7),
  estazolam: drug('N05CD04', '艾司唑仑片', 1, 'mg', 1, 14),
  sertraline: drug('N06AB06', '盐酸舍曲林片', 50, 'mg', 1, 30),
  olanzapine: drug('N05AH03', '奥氮平片', 10, 'mg', 1, 30),
  risperidone: drug('N05AX08', '利培酮片', 2, 'mg', 2, 30),
  valproate: drug('N03AG01', '丙戊酸钠缓释片', 500, 'mg', 2, 30),
  tuberculosisFour: drug('J04AM06', '异福酰胺乙胺片', 1.5, 'g', 1, 30),
  tuberculosisTwo: drug('J04AM02', '异福片', 600, 'mg', 1, 30),
  entecavir: drug('J05AF10', '恩替卡韦片', 0.5, 'mg', 1, 30),
  levothyroxine: drug('H03AA01', '左甲状腺素钠片', 50, 'ug', 1, 30),
  folate: drug('B03BB01', '叶酸片', 0.4, 'mg', 1, 90),
  iron: drug('B03AA07', '硫酸亚铁片', 300, 'mg', 2, 30),
  calcium: drug('A12AX', '碳酸钙D3片', 600, 'mg', 1, 30),
  ceftriaxone: drug('J01DD04', '注射用头孢曲松钠', 2, 'g', 1, 5, 'intravenous'),
  metronidazole: drug('G01AF01', '甲硝唑栓', 500, 'mg', 1, 7, 'local'),
  benzathine: drug('J01CE08', '注射用苄星青霉素', 2.4, 'g', 1, 1, 'intramuscular'),
  mometasone: drug('D07AC13', '糠酸莫米松乳膏', 1, 'g', 1, 7, 'local'),
  finasteride: drug('G04CB01', '非那雄胺片', 5, 'mg', 1, 30),
  tamsulosin: drug('G04CA02', '盐酸坦索罗辛缓释胶囊', 0.2, 'mg', 1, 30),
  febuxostat: drug('M04AA03', '非布司他片', 40, 'mg', 1, 30),
  levofloxacinDrops: drug('S01AE05', '左氧氟沙星滴眼液', 0.1, 'mL', 4, 7, 'local'),
  penicillinV: drug('J01CE02', '青霉素V钾片', 250, 'mg', 3, 10),
  heparin: drug('B01AB05', '依诺肝素钠注射液', 40, 'mg', 1, 5, 'injected'),
} as const satisfies Readonly<Record<string, Drug>>;

export type DrugName = keyof typeof drugs;
