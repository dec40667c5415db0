/** One figure by which events are drawn. */
export interface Rate {
  readonly value: number;
  /** What it counts, per what. */
  readonly unit: string;
  /** Where it is from; `own assumption` where nobody has published it. */
  readonly source: string;
  /** Whether it was compared with the original publication. */
  readonly verified: boolean;
}

const own = (value: number, unit: string, why = ''): Rate => ({
  value,
  unit,
  source: why ? `own assumption: ${why}` : 'own assumption',
  verified: false,
});

/** Recalled from a publication that was not at hand. */
const recalled = (value: number, unit: string, source: string): Rate => ({ value, unit, source, verified: false });

const year = 'per resident and year';
const lakh = 'per 100,000 residents and year';
const ofAdults = 'share of residents of 18 and older';
const bulletin = 'National health statistics bulletin 2022 (我国卫生健康事业发展统计公报), recalled';
const nutrition = 'Report on nutrition and chronic diseases of Chinese residents 2020, recalled';
const reports = 'National notifiable disease reports 2019 and 2023, rounded, recalled';

/**
 * The usual rates. Every event is drawn by one of them and counted by `tally.ts`. What really happens is far more than one record store is shown
 * by default: `recorded…` say which share of it institutions hand on; with these a resident has about 16 resources in five years.
 */
export const usualRates = {
  visits: recalled(6, year, bulletin),
  recordedVisits: own(0.032, 'share of visits', 'keeps the default city at about 16 resources a resident'),
  admissions: recalled(0.175, year, bulletin),
  recordedAdmissions: own(0.12, 'share of admissions', 'keeps the default city at about 16 resources a resident'),
  recordedElderChecks: own(0.07, 'share of yearly examinations of residents of 65 and older'),
  emergencyCalls: own(0.022, year, 'cities report 15 to 30 ambulance runs per 1,000 residents'),
  recordedEmergencyCalls: own(0.5, 'share of 120 calls'),

  hypertension: recalled(0.275, ofAdults, nutrition),
  hypertensionKnown: own(0.5, 'share of those who have it'),
  hypertensionManaged: own(
    0.62,
    'share of those who know it',
    'gives the 8 % of residents that the bulletin of 2022 counts as managed',
  ),
  diabetes: recalled(0.119, ofAdults, nutrition),
  diabetesKnown: own(0.4, 'share of those who have it'),
  diabetesManaged: own(
    0.62,
    'share of those who know it',
    'gives the 2.7 % of residents that the bulletin of 2022 counts as managed',
  ),
  copd: recalled(0.136, 'share of residents of 40 and older', 'China Pulmonary Health study 2018, recalled'),
  copdKnown: own(0.12, 'share of those who have it'),
  copdManaged: own(0.5, 'share of those who know it', 'managed since 2024'),
  mentalDisorder: recalled(0.0047, 'share of residents', 'National register of severe mental disorders 2021, recalled'),
  mentalDisorderManaged: own(0.92, 'share of those on the register'),
  hepatitisB: recalled(0.0586, 'share of residents of 18 and older', 'National serosurvey 2020, recalled'),
  hepatitisBKnown: own(0.2, 'share of those who have it'),
  coronary: own(0.05, ofAdults),
  stroke: recalled(0.026, 'share of residents of 40 and older', 'China stroke prevention report 2020, recalled'),
  lipids: own(0.1, ofAdults, 'known to those who have it'),
  gastritis: own(0.06, ofAdults, 'known to those who have it'),
  backPain: own(0.07, ofAdults),
  kneeArthritis: own(0.04, ofAdults),
  thyroid: own(0.015, ofAdults),
  asthma: own(0.012, 'share of residents'),
  prostate: own(0.2, 'share of men of 60 and older'),
  insomnia: own(0.035, ofAdults),

  influenza: own(900, lakh, 'clinical influenza; reports 2019 and 2023 count 250 to 880'),
  recordedInfluenza: own(0.6, 'share of cases'),
  handFootMouth: recalled(110, lakh, reports),
  chronicHepatitisB: recalled(78, lakh, reports),
  tuberculosis: recalled(45, lakh, reports),
  syphilis: recalled(38, lakh, reports),
  scarletFever: recalled(5, lakh, reports),
  norovirus: own(60, lakh, 'other infectious diarrhoea is reported 80 to 100 per 100,000'),

  contracts: own(0.33, 'share of residents at a time', 'family doctor contracts'),
  healthFiles: own(0.14, 'share of residents whose file was renewed within the period'),
  allergies: own(0.035, 'share of residents with one on record'),
  influenzaVaccine: own(0.035, year),
  childVaccines: own(0.96, 'share of doses of the national schedule given'),
  papillomaVaccine: own(0.03, 'per woman of 13 to 30 and year'),
  childChecks: own(0.6, 'share of due checks carried out and handed on'),
  antenatalVisits: own(0.7, 'share of due visits carried out and handed on'),
  caesareans: recalled(0.44, 'share of births', 'China maternal and child health report 2021, recalled'),
  deathsInHospital: own(0.3, 'share of deaths'),
} as const satisfies Readonly<Record<string, Rate>>;

export type RateName = keyof typeof usualRates;
export type HealthRates = Readonly<Record<RateName, Rate>>;

/** Relative frequency by age: 0 to 5, 6 to 14, 15 to 44, 45 to 64, 65 and older. Only the proportions count. */
export const agePatterns = {
  visits: { male: [1.5, 0.75, 0.55, 1.05, 1.7], female: [1.4, 0.7, 0.8, 1.2, 1.75] },
  admissions: { male: [0.75, 0.3, 0.42, 1.1, 2.4], female: [0.65, 0.25, 0.5, 1.05, 2.2] },
  emergency: { male: [0.5, 0.3, 0.7, 1.1, 2.6], female: [0.4, 0.25, 0.5, 0.9, 2.4] },
  source: 'own assumption after the national health services survey 2018',
} as const;

/** 0: to 5 years, 1: to 14, 2: to 44, 3: to 64, 4: older. */
export const bandOf = (age: number): 0 | 1 | 2 | 3 | 4 => (age < 6 ? 0 : age < 15 ? 1 : age < 45 ? 2 : age < 65 ? 3 : 4);
