import { discretiseInterval, estimateInstantaneous, usualInstantaneous } from '@songhua/engine-outbreak';
import type { ForecastTask, Course as Ways } from '@songhua/engine-simulation';
import { ok, type Result, refuse } from '@songhua/kernel';
import {
  bandShares,
  type CourseDraft,
  type ForecastDraft,
  type ForecastResult,
  type SurgeKind,
  surgeKinds,
} from '../contract.ts';
import { addDays } from './days.ts';

/** The ways through the hospital: a stay without intensive care, or before, in and after it. */
function toWays({ ages, admission, critical, delay, stay, before, icu, after }: CourseDraft): Ways<SurgeKind> {
  return {
    ages,
    admission,
    delay,
    pathways: [
      {
        chance: { ...critical, value: critical.value.map((share) => 1 - share) },
        legs: [{ kind: 'infection', stay }],
      },
      {
        chance: critical,
        legs: [
          { kind: 'infection', stay: before },
          { kind: 'icu', stay: icu },
          { kind: 'monitored', stay: after },
        ],
      },
    ],
  };
}

/** What of a forecast cannot be, beyond what its schema refuses. */
export function checkDraft({ cases, course, scenario, steps }: ForecastDraft): Result<null> {
  const wrong = cases.find(({ day }, at) => at > 0 && day !== addDays(cases[at - 1]?.day ?? day, 1));
  if (wrong) return refuse('surge.case-gap', { day: wrong.day });
  const groups = course.from.length;
  for (const list of ['ages', 'admission', 'critical'] as const)
    if (course[list].value.length !== groups)
      return refuse('surge.age-groups', { list, groups, found: course[list].value.length });
  const all = course.ages.value.reduce((sum, share) => sum + share, 0);
  if (Math.abs(all - 1) > 0.005) return refuse('surge.age-shares', { sum: Number(all.toFixed(3)) });
  if ((scenario === 'intervention' || scenario === 'own') && steps.length === 0) return refuse('surge.no-step', {});
  return ok(null);
}

/** The reproduction number of the last seven days (Cori), or as it was given. */
export function reproductionOf({ cases, course, reproduction }: ForecastDraft): Result<ForecastResult['reproduction']> {
  if (reproduction) return ok({ ...reproduction, estimated: false });
  const { mean, deviation } = course.interval.value;
  const counts = cases.map((one) => one.cases);
  const last = estimateInstantaneous(counts, discretiseInterval(mean, deviation, 60), usualInstantaneous).at(-1);
  if (!last || last.mean === null || last.deviation === null || last.cases < 5)
    return refuse('surge.too-few-cases', { cases: last?.cases ?? 0 });
  return ok({ mean: last.mean, deviation: last.deviation, estimated: true });
}

/** The steps of a scenario: nothing changes, 1.3 times worse from tomorrow, or what was given. */
const stepsOf = ({ scenario, steps }: ForecastDraft): ForecastDraft['steps'] =>
  scenario === 'now' ? [] : scenario === 'worse' ? [{ day: 1, factor: 1.3 }] : steps;

/** What the simulation is asked; its last quantile is the one that is planned for. */
export function prepareForecast(
  draft: ForecastDraft,
  { mean, deviation }: { readonly mean: number; readonly deviation: number },
): ForecastTask<SurgeKind> {
  const { course, cases } = draft;
  return {
    ...{ seed: draft.seed, runs: draft.runs, days: draft.days, kinds: surgeKinds },
    history: cases.map((one) => one.cases),
    shares: [...bandShares, draft.quantile],
    course: toWays(course),
    model: {
      reproduction: { mean, deviation },
      interval: discretiseInterval(course.interval.value.mean, course.interval.value.deviation, 60),
      dispersion: draft.dispersion ?? Number.POSITIVE_INFINITY,
      reported: draft.reported,
      steps: stepsOf(draft),
    },
  };
}
