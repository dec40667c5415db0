import type { DrugName } from './drugs.ts';
import type { RateName } from './rates.ts';
import type { Secrecy } from './resource.ts';
import type { SeasonName } from './seasons.ts';

/** A disease that must be reported (传染病防治法), as drawn here. */
export interface Notifiable {
  readonly name: string;
  readonly code: string;
  readonly rate: RateName;
  readonly recorded?: RateName;
  /** Class and hours within which it must be reported. */
  readonly class: '乙类' | '丙类';
  readonly hours: 24;
  readonly complaint: string;
  readonly season: SeasonName;
  /** Relative frequency by age band (`bandOf`), of men and of women. */
  readonly male: readonly number[];
  readonly female: readonly number[];
  readonly fever: number;
  readonly drugs: readonly DrugName[];
  readonly secrecy: Secrecy;
  /** In epidemics the old and children without a paediatrician go where they are known. */
  readonly lasting?: 'hepatitisB';
}

const both = (...weights: readonly number[]) => ({ male: weights, female: weights });

/** Diseases in season, by the national edition of ICD-10. Age patterns are this project's assumptions. */
export const notifiables = {
  influenza: {
    name: '流行性感冒伴有其他呼吸道表现，病毒未标明',
    code: 'J11.100',
    rate: 'influenza',
    recorded: 'recordedInfluenza',
    class: '丙类',
    hours: 24,
    complaint: '发热、肌肉酸痛 1 天',
    season: 'influenza',
    ...both(3.2, 4.2, 0.75, 0.5, 0.6),
    fever: 2.3,
    drugs: ['oseltamivir', 'paracetamol'],
    secrecy: 'plain',
  },
  handFootMouth: {
    name: '手足口病',
    code: 'B08.401',
    rate: 'handFootMouth',
    class: '丙类',
    hours: 24,
    complaint: '手足皮疹、口腔疱疹',
    season: 'hand-foot-mouth',
    male: [22, 1, 0.02, 0, 0],
    female: [17, 0.8, 0.02, 0, 0],
    fever: 1.2,
    drugs: ['ibuprofen'],
    secrecy: 'plain',
  },
  chronicHepatitisB: {
    name: '慢性乙型病毒性肝炎，不伴有δ因子',
    code: 'B18.100',
    rate: 'chronicHepatitisB',
    class: '乙类',
    hours: 24,
    complaint: '乏力、体检发现转氨酶升高',
    season: 'even',
    male: [0, 0.02, 1.1, 1.5, 1.2],
    female: [0, 0.02, 0.7, 0.8, 0.7],
    fever: 0,
    drugs: ['entecavir'],
    secrecy: 'plain',
    lasting: 'hepatitisB',
  },
  tuberculosis: {
    name: '肺结核',
    code: 'A16.200x002',
    rate: 'tuberculosis',
    class: '乙类',
    hours: 24,
    complaint: '咳嗽、咳痰 3 周，低热',
    season: 'even',
    male: [0.02, 0.15, 1, 1.5, 2.6],
    female: [0.02, 0.15, 0.7, 0.7, 1.1],
    fever: 0.9,
    drugs: ['tuberculosisFour'],
    secrecy: 'plain',
  },
  syphilis: {
    name: '隐性梅毒',
    code: 'A53.000x001',
    rate: 'syphilis',
    class: '乙类',
    hours: 24,
    complaint: '筛查梅毒抗体阳性',
    season: 'even',
    ...both(0, 0, 1, 1.2, 1.3),
    fever: 0,
    drugs: ['benzathine'],
    secrecy: 'sti',
  },
  scarletFever: {
    name: '猩红热',
    code: 'A38.x00',
    rate: 'scarletFever',
    class: '乙类',
    hours: 24,
    complaint: '发热、皮疹、咽痛',
    season: 'scarlet-fever',
    ...both(8, 7, 0.02, 0, 0),
    fever: 2.1,
    drugs: ['penicillinV'],
    secrecy: 'plain',
  },
  norovirus: {
    name: '诺如病毒性肠炎',
    code: 'A08.100x001',
    rate: 'norovirus',
    class: '丙类',
    hours: 24,
    complaint: '呕吐、腹泻 1 天',
    season: 'norovirus',
    ...both(2.4, 2.6, 0.7, 0.5, 0.6),
    fever: 0.6,
    drugs: ['rehydration', 'smectite'],
    secrecy: 'plain',
  },
} as const satisfies Readonly<Record<string, Notifiable>>;

export type NotifiableName = keyof typeof notifiables;
export const notifiableNames = Object.keys(notifiables) as readonly NotifiableName[];
