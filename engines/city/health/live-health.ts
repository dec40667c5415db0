import { type Random, seededRandom } from '../random.ts';
import { type Calendar, dayOf, makeCalendar } from './calendar.ts';
import { knownFrom, type Life, placesOf } from './life.ts';
import { liveAdmissions } from './live-admissions.ts';
import { liveBirth, liveChildChecks } from './live-children.ts';
import { liveDeath } from './live-death.ts';
import { liveEmergencies } from './live-emergencies.ts';
import { beginCourses, liveManagement, liveOtherManagement } from './live-management.ts';
import { liveMaternity } from './live-maternity.ts';
import { liveNotifiable } from './live-notifiable.ts';
import { liveChildDoses, liveContracts, liveFile, liveOtherDoses } from './live-prevention.ts';
import { liveVisits } from './live-visits.ts';
import { type Notifiable, type NotifiableName, notifiableNames, notifiables } from './notifiable.ts';
import { drawProfile, type Ladders, makeLadders } from './profile.ts';
import { agePatterns, bandOf, type HealthRates } from './rates.ts';
import type { Resource } from './resource.ts';
import { startTally, type Tally } from './tally.ts';
import type { House, LivedTown, Living } from './town.ts';

/** A resident with the days that count, worked out once. */
interface Span {
  readonly resident: Living;
  readonly born: number;
  readonly begin: number;
  readonly end: number;
  readonly died: number | null;
  readonly places: ReturnType<typeof placesOf>;
}

function spanOf(resident: Living, calendar: Calendar): Span {
  const born = dayOf(resident.born);
  const died = resident.died === null ? null : dayOf(resident.died);
  const left = resident.movedOut === null ? calendar.last : dayOf(resident.movedOut) - 1;
  const came = resident.movedIn === null ? calendar.first : dayOf(resident.movedIn);
  const gone = died !== null && died - 1 <= left;
  return {
    resident,
    born,
    begin: Math.max(calendar.first, born, came),
    end: Math.min(calendar.last, left, died === null ? calendar.last : died - 1),
    died: died !== null && gone && died >= calendar.first && died <= calendar.last ? died : null,
    places: placesOf(resident),
  };
}

type Pattern = { readonly male: readonly number[]; readonly female: readonly number[] };

/** How often something is to be expected of each resident, so that all of them together have as much as the rate says, whoever is registered where. */
function shareOut(
  spans: readonly Span[],
  calendar: Calendar,
  pattern: Pattern,
  rate: number,
  ...houses: readonly House[]
): (span: Span) => number {
  const middle = (calendar.first + calendar.last) / 2;
  const weigh = (span: Span): number => {
    const band = bandOf(Math.max(0, (middle - span.born) / 365.25));
    const open = span.end - knownFrom(span, ...houses) + 1;
    return open > 0 ? open * (pattern[span.resident.sex][band] ?? 0) : 0;
  };
  let [days, weights] = [0, 0];
  for (const span of spans) {
    days += Math.max(0, span.end - span.begin + 1);
    weights += weigh(span);
  }
  const each = weights > 0 ? ((days / 365.25) * rate) / weights : 0;
  return (span) => each * weigh(span);
}

/** What of a town is the same for all its lives. */
interface Standing {
  readonly calendar: Calendar;
  readonly rates: HealthRates;
  readonly ladders: Ladders;
  readonly salt: number;
  readonly tally: Tally;
}

/** Of each resident who bore somebody within the period: whom. */
function childrenOf(spans: readonly Span[], first: number): ReadonlyMap<number, readonly Span[]> {
  const children = new Map<number, Span[]>();
  for (const span of spans) {
    const { mother, movedIn } = span.resident;
    if (mother === -1 || movedIn !== null || span.born < first) continue;
    const theirs = children.get(mother);
    if (theirs) theirs.push(span);
    else children.set(mother, [span]);
  }
  return children;
}

function beginLife(span: Span, kin: Life['kin'], { calendar, rates, ladders, salt, tally }: Standing): Life {
  const random = seededRandom(`${salt}/${span.resident.id}`);
  const middle = (calendar.first + calendar.last) / 2;
  return {
    ...span,
    calendar,
    rates,
    random,
    profile: drawProfile(span.resident, span.born, middle, ladders, random),
    kin,
    out: [],
    tally,
    stays: [],
    courses: { hypertension: [], diabetes: [] },
    problems: new Map(),
  };
}

/** How many of each a resident is to have. */
function expect(spans: readonly Span[], calendar: Calendar, rates: HealthRates, births: number) {
  const { visits, admissions, emergency } = agePatterns;
  const share = (pattern: Pattern, rate: number, ...houses: readonly House[]) =>
    shareOut(spans, calendar, pattern, rate, ...houses);
  const cases = new Map(
    notifiableNames.map((name) => {
      const illness: Notifiable = notifiables[name];
      const recorded = illness.recorded ? rates[illness.recorded].value : 1;
      return [name, share(illness, (rates[illness.rate].value / 100_000) * recorded, 'primary', 'hospital')];
    }),
  );
  // About five of six pregnancies that a visit has been made for by the last day began within ten months.
  const women = spans.filter(({ resident, born, end }) => {
    const age = (calendar.last - born) / 365.25;
    return resident.sex === 'female' && age >= 20 && age < 41 && end === calendar.last;
  });
  const dead = spans.filter(({ died }) => died !== null);
  const known = dead.filter((span) => span.died !== null && knownFrom(span, 'hospital') < span.died - 12);
  return {
    visits: share(visits, rates.visits.value * rates.recordedVisits.value, 'primary', 'hospital'),
    admissions: share(admissions, rates.admissions.value * rates.recordedAdmissions.value, 'hospital'),
    calls: share(emergency, rates.emergencyCalls.value * rates.recordedEmergencyCalls.value, 'hospital'),
    cases: (span: Span) => (name: NotifiableName) => cases.get(name)?.(span) ?? 0,
    pregnant: women.length > 0 ? ((births / 5) * 0.6) / women.length : 0,
    dyingInHospital:
      dead.length > 0 ? Math.min(0.95, (rates.deathsInHospital.value * dead.length) / Math.max(1, known.length)) : 0,
  };
}

/** Writes all of one life into its `out`: what others must leave alone (stays, death, births) first. */
function live(
  life: Life,
  expected: {
    readonly visits: number;
    readonly admissions: number;
    readonly calls: number;
    readonly cases: (name: NotifiableName) => number;
    readonly pregnant: number;
    readonly dyingInHospital: number;
    readonly urban: boolean;
  },
): void {
  const { visits, admissions, calls, cases, pregnant, dyingInHospital, urban } = expected;
  const known = knownFrom(life, 'primary', 'hospital');
  const inHouse = knownFrom(life, 'hospital');
  beginCourses(life);
  liveBirth(life);
  liveMaternity(life, pregnant);
  liveAdmissions(life, admissions, inHouse);
  liveDeath(life, dyingInHospital);
  liveManagement(life);
  liveOtherManagement(life);
  liveNotifiable(life, cases, known);
  liveEmergencies(life, calls, inHouse, urban);
  liveVisits(life, visits, known);
  liveChildChecks(life);
  liveChildDoses(life);
  liveOtherDoses(life);
  liveContracts(life);
  liveFile(life);
}

/** Counts a resident for what figures are shares of: days lived here, who is here on the last day, who is ill then. */
function tallyPerson(life: Life, { calendar: { last }, tally }: Standing): void {
  tally.add('people', 'days', life.end - life.begin + 1);
  if (life.end < last) return;
  const age = (last - life.born) / 365.25;
  tally.add('people', 'present');
  if (age >= 18) tally.add('people', 'adults');
  if (age >= 40) tally.add('people', 'forty');
  for (const { name, onset, managed } of life.profile.burdens) {
    if (onset > last) continue;
    tally.add('ill', name);
    if (managed) tally.add('managed', name);
  }
}

/**
 * Everything clinical of a town's residents during its years, resident after resident, as FHIR R4 resources with ids of their own (the Patient's and a
 * number). What happens at an institution refers to the Patient that it keeps; where nobody is registered nothing happens. The same town, rates and
 * stream give the same resources, and one resident's do not depend on another's chances. `tally` counts what came out.
 */
export function* liveHealth(
  town: LivedTown,
  rates: HealthRates,
  random: Random,
  tally: Tally = startTally(),
): Generator<Resource> {
  const calendar = makeCalendar(town.from, town.until);
  const spans = town.people.map((resident) => spanOf(resident, calendar));
  const byPlace = new Map(spans.map((span) => [span.resident.at, span]));
  const children = childrenOf(spans, calendar.first);
  const ages = spans
    .filter(({ end }) => end === calendar.last)
    .map(({ resident, born }) => ({ age: (calendar.last - born) / 365.25, sex: resident.sex }));
  const standing = { calendar, rates, ladders: makeLadders(ages, rates), salt: Math.floor(random() * 2 ** 32), tally };
  const births = [...children.values()].reduce((sum, list) => sum + list.length, 0);
  const expected = expect(spans, calendar, rates, births);
  const { urban } = town.place;
  for (const span of spans) {
    if (span.end < span.begin || span.places.length === 0) continue;
    const kin = { mother: byPlace.get(span.resident.mother) ?? null, children: children.get(span.resident.at) ?? [] };
    const life = beginLife(span, kin, standing);
    const { visits, admissions, calls, cases, pregnant, dyingInHospital } = expected;
    live(life, {
      visits: visits(span),
      admissions: admissions(span),
      calls: calls(span),
      cases: cases(span),
      pregnant,
      dyingInHospital,
      urban,
    });
    tallyPerson(life, standing);
    yield* life.out;
  }
}
