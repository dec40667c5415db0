import { type NotifiableName, notifiableNames, notifiables } from './notifiable.ts';
import type { Lasting } from './profile.ts';
import type { HealthRates, RateName } from './rates.ts';

interface Text {
  readonly zh: string;
  readonly en: string;
}

/** What was asked beside what came out, in one unit. */
export interface HealthFigure {
  readonly code: string;
  readonly title: Text;
  readonly unit: Text;
  /** Null: nothing was asked of it. */
  readonly asked: number | null;
  readonly came: number;
  /** How many were counted. */
  readonly count: number;
  readonly source: string;
  readonly verified: boolean;
}

/** How things spread over the year: share of each month, in percent of all. */
export interface HealthSeason {
  readonly code: string;
  readonly title: Text;
  readonly months: readonly number[];
}

const units = {
  thousand: { zh: '每千人年', en: 'per 1,000 resident years' },
  lakh: { zh: '每十万人年', en: 'per 100,000 resident years' },
  percent: { zh: '%', en: '%' },
} as const;

const lastingTitles: Partial<
  Record<Lasting, readonly [string, string, known: RateName | null, of: 'adults' | 'forty' | 'residents']>
> = {
  hypertension: ['高血压（已知）', 'hypertension, known', 'hypertensionKnown', 'adults'],
  diabetes: ['2型糖尿病（已知）', 'type 2 diabetes, known', 'diabetesKnown', 'adults'],
  copd: ['慢阻肺（已知）', 'COPD, known', 'copdKnown', 'forty'],
  mentalDisorder: ['严重精神障碍', 'severe mental disorder', null, 'residents'],
  hepatitisB: ['慢性乙肝（已知）', 'hepatitis B, known', 'hepatitisBKnown', 'adults'],
  coronary: ['冠心病', 'coronary disease', null, 'adults'],
  stroke: ['脑卒中', 'stroke', null, 'forty'],
};

const notifiableTitles: Readonly<Record<NotifiableName, Text>> = {
  influenza: { zh: '流感', en: 'influenza' },
  handFootMouth: { zh: '手足口病', en: 'hand, foot and mouth disease' },
  chronicHepatitisB: { zh: '乙型肝炎（报告）', en: 'hepatitis B, reported' },
  tuberculosis: { zh: '肺结核', en: 'tuberculosis' },
  syphilis: { zh: '梅毒', en: 'syphilis' },
  scarletFever: { zh: '猩红热', en: 'scarlet fever' },
  norovirus: { zh: '诺如病毒感染', en: 'norovirus' },
};

const round = (value: number): number => Math.round(value * 100) / 100;

/**
 * The figures of a town or of several together: `counts` is what `liveHealth` added to its tally, summed by key. The asked figures are the rates', so
 * differences show chance, and what cannot happen to those who are known nowhere.
 */
export function compareHealth(counts: Readonly<Record<string, number>>, rates: HealthRates): readonly HealthFigure[] {
  const count = (...keys: readonly string[]): number => keys.reduce((sum, key) => sum + (counts[key] ?? 0), 0);
  const under = (prefix: string): number =>
    Object.entries(counts).reduce((sum, [key, many]) => sum + (key.startsWith(prefix) ? many : 0), 0);
  const years = Math.max(1, count('people/days') / 365.25);
  const said = (name: RateName) => ({ source: rates[name].source, verified: rates[name].verified });
  const perYears = (
    code: string,
    title: Text,
    unit: 'thousand' | 'lakh',
    rate: RateName,
    asked: number,
    many: number,
  ): HealthFigure => {
    const scale = unit === 'thousand' ? 1_000 : 100_000;
    return {
      code,
      title,
      unit: units[unit],
      asked: round(asked * scale),
      came: round((many * scale) / years),
      count: many,
      ...said(rate),
    };
  };
  const share = (code: string, title: Text, rate: RateName, asked: number, many: number, of: number): HealthFigure => ({
    code,
    title,
    unit: units.percent,
    asked: round(asked * 100),
    came: round((many * 100) / Math.max(1, of)),
    count: many,
    ...said(rate),
  });
  const v = (name: RateName): number => rates[name].value;
  const deliveries = under('deliveries/');
  return [
    perYears(
      'visits',
      { zh: '门诊就诊（入库）', en: 'Outpatient visits, recorded' },
      'thousand',
      'visits',
      v('visits') * v('recordedVisits'),
      under('visits/'),
    ),
    perYears(
      'admissions',
      { zh: '住院（入库）', en: 'Hospital stays, recorded' },
      'thousand',
      'admissions',
      v('admissions') * v('recordedAdmissions'),
      count('stays/drawn'),
    ),
    perYears(
      'calls',
      { zh: '120 急救（入库）', en: 'Ambulance calls, recorded' },
      'thousand',
      'emergencyCalls',
      v('emergencyCalls') * v('recordedEmergencyCalls'),
      under('calls/'),
    ),
    perYears(
      'influenza-vaccine',
      { zh: '流感疫苗接种', en: 'Influenza vaccinations' },
      'thousand',
      'influenzaVaccine',
      v('influenzaVaccine'),
      count('dose/influenza'),
    ),
    share(
      'contracts',
      { zh: '家庭医生签约', en: 'Contracts with a family doctor' },
      'contracts',
      v('contracts'),
      count('contract/running'),
      count('people/present'),
    ),
    share(
      'caesareans',
      { zh: '剖宫产', en: 'Caesarean sections' },
      'caesareans',
      v('caesareans'),
      count('deliveries/caesarean'),
      deliveries,
    ),
    share(
      'deaths-in-hospital',
      { zh: '院内死亡', en: 'Deaths in hospital' },
      'deathsInHospital',
      v('deathsInHospital'),
      count('deaths/hospital'),
      under('deaths/'),
    ),
    ...(Object.entries(lastingTitles) as [Lasting, NonNullable<(typeof lastingTitles)[Lasting]>][]).map(
      ([name, [zh, en, known, of]]) =>
        share(
          `lasting.${name}`,
          { zh, en },
          name,
          v(name) * (known ? v(known) : 1),
          count(`ill/${name}`),
          of === 'residents' ? count('people/present') : count(`people/${of}`),
        ),
    ),
    ...(['hypertension', 'diabetes'] as const).map((name) =>
      share(
        `managed.${name}`,
        { zh: name === 'diabetes' ? '2型糖尿病管理' : '高血压管理', en: `${name}, managed, of those known` },
        `${name}Managed`,
        v(`${name}Managed`),
        count(`managed/${name}`),
        count(`ill/${name}`),
      ),
    ),
    ...notifiableNames.map((name) => {
      const { rate, ...illness } = notifiables[name];
      const recorded = 'recorded' in illness ? v(illness.recorded) : 1;
      return perYears(
        `case.${name}`,
        notifiableTitles[name],
        'lakh',
        rate,
        (v(rate) / 100_000) * recorded,
        count(`case/${name}`),
      );
    }),
  ];
}

const seasonTitles: Readonly<Record<string, Text>> = {
  visits: { zh: '门诊', en: 'outpatient visits' },
  stays: { zh: '住院', en: 'hospital stays' },
  ...notifiableTitles,
};

/** By month, from January on: visits, stays and notifiable diseases, in percent of the year. */
export function compareSeasons(counts: Readonly<Record<string, number>>): readonly HealthSeason[] {
  return Object.entries(seasonTitles).map(([code, title]) => {
    const months = Array.from({ length: 12 }, (_, at) => counts[`month/${code}/${at + 1}`] ?? 0);
    const all = Math.max(
      1,
      months.reduce((sum, many) => sum + many, 0),
    );
    return { code, title, months: months.map((many) => Math.round((many * 1_000) / all) / 10) };
  });
}
