import type { ClusterCase, ClusterRule, ClusterRuleSet } from '@songhua/engine-outbreak/clusters/cluster-rule.ts';
import { eventReportRules } from '@songhua/engine-outbreak/clusters/event-report-rules.ts';
import { type ClusterFinding, judgeClusters, type LastSeen } from '@songhua/engine-outbreak/clusters/judge-clusters.ts';
import { dayInBeijing } from './beijing-day.ts';
import { dayNumber } from './judge-night.ts';
import { singleRules } from './judge-single.ts';
import { placesOf } from './place-of-case.ts';

/** A reported case as rules on clusters ask of it. */
export interface CaseLine {
  readonly card: string;
  readonly disease: string;
  readonly subtype: string | null;
  readonly onset: string | null;
  readonly diagnosed: string;
  readonly homeCounty: string | null;
  readonly reportCounty: string | null;
  readonly died: string | null;
  readonly hospitalised: boolean | null;
  readonly unit: string | null;
  readonly occupation: string | null;
}

/** Days over which usual rules look; those with longer windows look as far back as they say. */
const usualDays = 60;
/** Cases found in so many days make a finding news. */
const newsDays = 7;

const windowOf = ({ when }: ClusterRule): number => Math.max(...when.map((one) => ('days' in one ? one.days : 1)));

/** Rules that look at the same stretch of days, and the diseases they ask for; null: any. */
export interface RuleSpan {
  readonly days: number;
  readonly diseases: readonly string[] | null;
  readonly rules: ClusterRuleSet;
}

/** The rules of the night by how far they look back: what one case is enough for is said with its report. */
export function spansOf(set: ClusterRuleSet = eventReportRules): readonly RuleSpan[] {
  const nightly = set.rules.filter(({ id }) => !singleRules.has(id));
  const long = nightly.filter((rule) => windowOf(rule) > usualDays / 2);
  const span = (rules: readonly ClusterRule[], days: number, diseases: readonly string[] | null): RuleSpan => ({
    ...{ days, diseases },
    rules: { ...set, rules },
  });
  return [
    span(
      nightly.filter((rule) => !long.includes(rule)),
      usualDays,
      null,
    ),
    ...long.map((rule) =>
      span([rule], windowOf(rule) + usualDays, rule.subjects === 'any' ? null : rule.subjects.map(({ disease }) => disease)),
    ),
  ];
}

const foundOn = ({ diagnosed }: CaseLine): number => dayNumber(dayInBeijing(new Date(diagnosed)));

function toCase(line: CaseLine): ClusterCase[] {
  const { card, disease, subtype, onset, homeCounty, reportCounty, died, hospitalised, unit, occupation } = line;
  const county = homeCounty ?? reportCounty;
  if (county === null) return [];
  return [
    {
      ...{ id: card, disease, subtype, county, day: onset === null ? foundOn(line) : dayNumber(onset.slice(0, 10)) },
      // A school belongs to where it is, which is where its pupils are reported from more often than where one of them lives.
      places: placesOf(unit, occupation, reportCounty ?? county),
      ...{
        hospitalised: hospitalised === true,
        died: died !== null,
        diedOn: died === null ? null : dayNumber(died.slice(0, 10)),
      },
    },
  ];
}

export interface FoundCluster extends ClusterFinding {
  /** Where its place is. */
  readonly county: string;
}

const countyOf = ({ kind, key }: ClusterFinding['place']): string => (kind === 'county' ? key : key.slice(0, key.indexOf(' ')));

/** What these rules say of these cases where some of them were found in the last week: a case that was found late is news when it was found. */
export function findByRules(
  lines: readonly CaseLine[],
  rules: ClusterRuleSet,
  last: number,
  lastSeen: LastSeen,
): readonly FoundCluster[] {
  const found = new Map(lines.map((line) => [line.card, foundOn(line)] as const));
  return judgeClusters(lines.flatMap(toCase), rules, lastSeen)
    .filter((one) => one.cases.some((card) => (found.get(card) ?? 0) > last - newsDays))
    .map((one) => ({ ...one, county: countyOf(one.place) }));
}
