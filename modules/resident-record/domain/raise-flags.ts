import type { Flag, FlagKind, Problem, Source } from '../contract.ts';
import { codesOf, nameOf } from './fhir.ts';
import type { Gathered } from './gathered.ts';
import {
  chronicGroups,
  type DiseaseGroup,
  deliveryIcd,
  isIcd,
  lasting,
  loinc,
  lossIcd,
  notifiableGroups,
  pregnancyIcd,
  pregnancyProgramme,
} from './health-codes.ts';
import { isOpenEpisode, programmeCodes } from './list-care.ts';
import type { SourceOf } from './name-source.ts';
import { byLatest, daysBetween, monthsBetween } from './order-dates.ts';
import type { Reading } from './spread-observations.ts';

/** How long an acute notifiable disease is told of, days; a course of pregnancy, and the time after a delivery (产后 42 天). */
const acuteDays = 180;
const [gestationDays, afterDeliveryDays] = [300, 42];
const [elderlyYears, childYears, adultYears] = [65, 7, 18];
/** BMI of adults, kg/m² (WS/T 428-2013): below, from, from. */
const [thin, overweight, obese] = [18.5, 24, 28];

const codeOf = (kind: FlagKind, which: string): string => `${kind}.${which}`;

interface Facts {
  readonly gathered: Gathered;
  readonly problems: readonly Problem[];
  readonly readings: readonly Reading[];
  readonly sourceOf: SourceOf;
  readonly today: string;
}

/** What nobody has confirmed raises no flag: a suspicion is not to stand at the head of a record. */
const isIn = (one: Problem, icd: readonly string[]): boolean => !one.unconfirmed && isIcd(one, icd);

const since = (follows: readonly Source[]): string | null => follows.toSorted((a, b) => byLatest(b.at, a.at))[0]?.at ?? null;

function ofGroup({ gathered, problems, sourceOf, today }: Facts, group: DiseaseGroup): Source[] {
  const told = problems.filter((one) => one.state === 'active' && isIn(one, group.icd)).flatMap(({ sources }) => sources);
  const managed = gathered.episodes.filter(
    (one) => group.programme !== undefined && programmeCodes(one).includes(group.programme) && isOpenEpisode(one, today),
  );
  return [...told, ...managed.map(sourceOf)];
}

const chronic = (facts: Facts): Flag[] =>
  chronicGroups.flatMap((group): Flag[] => {
    const follows = ofGroup(facts, group);
    if (follows.length === 0) return [];
    return [
      {
        kind: 'chronic',
        code: codeOf('chronic', group.code),
        title: group.title,
        detail: null,
        level: 'attention',
        since: since(follows),
        follows,
      },
    ];
  });

const notifiable = (facts: Facts): Flag[] =>
  notifiableGroups.flatMap((group): Flag[] => {
    const follows = facts.problems
      .filter((one) => isIn(one, group.icd))
      .flatMap((one) =>
        one.state === 'active' && lasting.has(group.code)
          ? one.sources
          : one.sources.filter(({ at }) => (daysBetween(at, facts.today) ?? acuteDays) < acuteDays),
      );
    if (follows.length === 0) return [];
    return [
      {
        kind: 'notifiable',
        code: codeOf('notifiable', group.code),
        title: group.title,
        detail: null,
        level: 'warning',
        since: since(follows),
        follows,
      },
    ];
  });

const newest = (readings: readonly Reading[], code: string): Reading | undefined =>
  readings.filter((one) => one.code === code).toSorted((a, b) => byLatest(a.source.at, b.source.at))[0];

function weeksOf({ readings, today }: Facts): { readonly days: number; readonly by: Reading } | null {
  const last = newest(readings, loinc.lastPeriod);
  const due = newest(readings, loinc.dueDate);
  const begun = last && daysBetween(last.measured.text, today);
  if (last && begun !== null && begun !== undefined && begun >= 0 && begun < gestationDays) return { days: begun, by: last };
  const left = due && daysBetween(today, due.measured.text);
  if (due && left !== null && left !== undefined && left > -21 && left <= 280) return { days: 280 - left, by: due };
  return null;
}

function pregnancy(facts: Facts): Flag[] {
  const { gathered, problems, sourceOf, today } = facts;
  if (!gathered.patients.some(({ gender }) => gender === 'female')) return [];
  const recent = ({ at }: Source, days: number): boolean => (daysBetween(at, today) ?? days) < days;
  const lastOf = (icd: readonly string[]): Source | undefined =>
    problems
      .filter((one) => isIn(one, icd))
      .flatMap(({ sources }) => sources)
      .toSorted((a, b) => byLatest(a.at, b.at))[0];
  const [delivered, ended] = [lastOf(deliveryIcd), lastOf([...deliveryIcd, ...lossIcd])];
  // What was written on the day of the end belongs to the pregnancy that ended.
  const isOver = (at: string | null): boolean => (daysBetween(at, ended?.at) ?? -1) >= 0;
  const follows = [
    ...gathered.episodes
      .filter((one) => programmeCodes(one).includes(pregnancyProgramme) && isOpenEpisode(one, today))
      .map(sourceOf),
    ...problems.filter((one) => isIn(one, pregnancyIcd) && one.state === 'active').flatMap(({ sources }) => sources),
  ].filter((source) => recent(source, gestationDays) && !isOver(source.at));
  if (delivered && recent(delivered, afterDeliveryDays))
    return [
      {
        kind: 'pregnancy',
        code: codeOf('pregnancy', 'after-delivery'),
        title: { zh: '产褥期', en: 'after a delivery' },
        detail: { zh: `产后 ${daysBetween(delivered.at, today)} 天`, en: `${daysBetween(delivered.at, today)} days after` },
        level: 'attention',
        since: delivered.at,
        follows: [delivered],
      },
    ];
  if (follows.length === 0) return [];
  const weeks = weeksOf(facts);
  const [full, rest] = [Math.floor((weeks?.days ?? 0) / 7), (weeks?.days ?? 0) % 7];
  return [
    {
      kind: 'pregnancy',
      code: codeOf('pregnancy', 'pregnant'),
      title: { zh: '孕产妇', en: 'pregnant' },
      detail: weeks && { zh: `孕 ${full} 周${rest > 0 ? ` ${rest} 天` : ''}`, en: `${full} weeks ${rest} days` },
      level: 'attention',
      since: since(follows),
      follows: [...follows, ...(weeks ? [weeks.by.source] : [])],
    },
  ];
}

function ofAge({ gathered, sourceOf, today }: Facts): Flag[] {
  const patient = gathered.patients.find(({ birthDate }) => birthDate !== undefined);
  if (!patient?.birthDate || gathered.patients.some((one) => one.deceasedBoolean || one.deceasedDateTime)) return [];
  const months = monthsBetween(patient.birthDate, today);
  const years = Math.floor(months / 12);
  const follows = [sourceOf(patient)];
  const plain = { level: 'plain', since: null, follows, detail: null } as const;
  if (years >= elderlyYears)
    return [{ ...plain, kind: 'elderly', code: 'elderly', title: { zh: '65 岁及以上老年人', en: 'aged 65 or more' } }];
  if (months >= 0 && years < childYears)
    return [{ ...plain, kind: 'child', code: 'child', title: { zh: '0～6 岁儿童', en: 'child up to 6' } }];
  return [];
}

const kilograms: Readonly<Record<string, number>> = { kg: 1, g: 0.001, '[lb_av]': 0.45359237 };
const metres: Readonly<Record<string, number>> = { m: 1, cm: 0.01, mm: 0.001 };

function bmiOf({ readings }: Facts): { readonly value: number; readonly by: readonly Reading[] } | null {
  const told = newest(readings, loinc.bmi);
  const [weight, height] = [newest(readings, loinc.weight), newest(readings, loinc.height)];
  const kg = (weight?.measured.value ?? 0) * (kilograms[weight?.unit ?? ''] ?? 0);
  const m = (height?.measured.value ?? 0) * (metres[height?.unit ?? ''] ?? 0);
  // What was said by itself counts unless the weight is newer.
  if (told?.measured.value && !(weight && byLatest(weight.source.at, told.source.at) < 0))
    return { value: told.measured.value, by: [told] };
  return weight && height && kg > 0 && m > 0 ? { value: kg / (m * m), by: [weight, height] } : null;
}

function weight(facts: Facts): Flag[] {
  const born = facts.gathered.patients.find(({ birthDate }) => birthDate !== undefined)?.birthDate;
  // Children are judged by tables of age and sex, the pregnant not at all.
  if (born === undefined || monthsBetween(born, facts.today) < adultYears * 12 || pregnancy(facts).length > 0) return [];
  const bmi = bmiOf(facts);
  if (!bmi || bmi.value < 8 || bmi.value > 100) return [];
  const rounded = Math.round(bmi.value * 10) / 10;
  const [code, zh, en] =
    rounded < thin
      ? ['thin', '体重过低', 'underweight']
      : rounded >= obese
        ? ['obese', '肥胖', 'obese']
        : rounded >= overweight
          ? ['overweight', '超重', 'overweight']
          : ['usual', '体重正常', 'usual weight'];
  const follows = bmi.by.map(({ source }) => source);
  const detail = { zh: `BMI ${rounded.toFixed(1)}`, en: `BMI ${rounded.toFixed(1)}` };
  return [
    {
      kind: 'weight',
      code: codeOf('weight', code),
      title: { zh, en },
      detail,
      level: code === 'usual' ? 'plain' : 'attention',
      since: follows[0]?.at ?? null,
      follows,
    },
  ];
}

/** `A`, `Rh+` and the like out of whatever a laboratory calls it. */
function bloodOf(reading: Reading): { readonly abo: string | null; readonly rh: '+' | '-' | null } {
  const concept = reading.observation.valueCodeableConcept;
  const text = `${concept ? nameOf(concept) : reading.measured.text} ${codesOf(concept).join(' ')}`;
  const abo = /(?<![A-Za-z])(AB|A|B|O)(?![A-Za-z])/i.exec(text)?.[1]?.toUpperCase() ?? null;
  const negative = /阴|neg|Rh\s*[-−]|D-|(?<=\b(?:AB|A|B|O))-/i.test(text);
  const positive = /阳|pos|Rh\s*\+|D\+|(?<=\b(?:AB|A|B|O))\+/i.test(text);
  return { abo, rh: negative ? '-' : positive ? '+' : null };
}

/** Blood type by the laboratory alone; where laboratories differ, about the group or Rh, all that they say. */
export function bloodType(
  facts: Pick<Facts, 'readings'>,
): { readonly text: string; readonly follows: readonly Source[]; readonly differs: boolean } | null {
  const told = facts.readings
    .filter(({ code }) => code === loinc.abo || code === loinc.aboRh)
    .map((by) => ({ by, ...bloodOf(by) }));
  const rhesus = facts.readings
    .filter(({ code }) => code === loinc.rh || code === loinc.aboRh)
    .map((by) => ({ by, ...bloodOf(by) }));
  const groups = [...new Set(told.flatMap(({ abo }) => abo ?? []))];
  const signs = [...new Set(rhesus.flatMap(({ rh }) => rh ?? []))];
  if (groups.length === 0) return null;
  const follows = [...new Set([...told, ...rhesus].map(({ by }) => by.source))];
  const said = [groups.map((one) => `${one} 型`), signs.map((one) => (one === '-' ? 'Rh 阴性' : 'Rh 阳性'))];
  const text = said
    .filter((one) => one.length > 0)
    .map((one) => one.join(' / '))
    .join(' ');
  return { text, follows, differs: groups.length > 1 || signs.length > 1 };
}

function blood(facts: Facts): Flag[] {
  const found = bloodType(facts);
  if (!found) return [];
  const { text, follows, differs } = found;
  return [
    {
      kind: 'blood-type',
      code: differs ? codeOf('blood-type', 'differs') : 'blood-type',
      title: differs ? { zh: '血型记录不一致', en: 'blood types differ' } : { zh: '血型', en: 'blood type' },
      detail: { zh: text, en: text.replaceAll(' 型', '').replace(' 阴性', ' negative').replace(' 阳性', ' positive') },
      level: differs ? 'warning' : 'plain',
      since: since(follows),
      follows: [...follows],
    },
  ];
}

/**
 * Health flags (个人健康标识): each follows from resources that it names, and from nothing else; none is entered by hand. Warnings first.
 * They say what is recorded, and diagnose nothing.
 */
export function raiseFlags(facts: Facts): Flag[] {
  const order: readonly Flag['level'][] = ['warning', 'attention', 'plain'];
  return [
    ...pregnancy(facts),
    ...notifiable(facts),
    ...chronic(facts),
    ...ofAge(facts),
    ...weight(facts),
    ...blood(facts),
  ].toSorted((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
}
