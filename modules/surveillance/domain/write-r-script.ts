import { dayOf } from '@songhua/engine-outbreak/calendar/days.ts';
import type { JudgedRow } from '@songhua/engine-outbreak/detect-csv.ts';

/** R's names of methods that its package `surveillance` has too, and of the parameters that are handed on. */
const known: Readonly<
  Record<string, { readonly call: string; readonly control: Readonly<Record<string, string>>; readonly fixed: readonly string[] }>
> = {
  farringtonFlexible: {
    call: 'farringtonFlexible',
    control: {
      alpha: 'alpha',
      years: 'b',
      halfWindow: 'w',
      periods: 'noPeriods',
      leaveOut: 'pastWeeksNotIncluded',
      weightsThreshold: 'weightsThreshold',
    },
    fixed: ['thresholdMethod = "nbPlugin"', 'glmWarnings = FALSE'],
  },
  farrington: { call: 'farrington', control: { alpha: 'alpha', years: 'b', halfWindow: 'w' }, fixed: [] },
  glrnb: { call: 'glrnb', control: { threshold: 'c.ARL' }, fixed: ['ret = "cases"'] },
  earsC1: { call: 'earsC', control: { alpha: 'alpha', baseline: 'baseline', minSigma: 'minSigma' }, fixed: ['method = "C1"'] },
  earsC2: { call: 'earsC', control: { alpha: 'alpha', baseline: 'baseline', minSigma: 'minSigma' }, fixed: ['method = "C2"'] },
  earsC3: { call: 'earsC', control: { alpha: 'alpha', minSigma: 'minSigma' }, fixed: ['method = "C3"'] },
};

const readFile = 'data <- read.csv("data.csv")';

interface Asked {
  readonly method: string;
  readonly parameters: Readonly<Record<string, number | boolean | string>>;
}

/**
 * An R script that reads the same CSV and judges the same steps with the package `surveillance`; null for methods that it does not have. What is not
 * given stays R's own default, which the script says.
 */
export function writeRScript({ method, parameters }: Asked, rows: readonly JudgedRow[]): string | null {
  const of = known[method];
  const first = rows[0];
  if (!of || !first || dayOf(first.date) === null) return null;
  const control = Object.entries(parameters).flatMap(([name, value]) => {
    const called = of.control[name];
    return called !== undefined && Number.isFinite(Number(value)) ? [`${called} = ${Number(value)}`] : [];
  });
  const all = [...control, ...of.fixed].join(', ');
  return [
    'library(surveillance)',
    '# data.csv: the file you judged, with the columns date and count (and perhaps group). Parameters that are not named are those of R.',
    readFile,
    `if ("group" %in% names(data)) data <- data[data$group == ${JSON.stringify(first.group)}, ]`,
    'data <- data[order(as.Date(data$date)), ]',
    'dates <- as.Date(data$date)',
    'step <- as.numeric(min(diff(dates)))',
    'series <- sts(data$count, epoch = as.numeric(dates), epochAsDate = TRUE, freq = if (step == 7) 52 else 365)',
    `range <- which(dates >= as.Date("${first.date}"))`,
    `result <- ${of.call}(series, control = list(range = range${all === '' ? '' : `, ${all}`}))`,
    'print(data.frame(date = dates[range], observed = data$count[range], upperbound = upperbound(result)[, 1], alarm = alarms(result)[, 1]), row.names = FALSE)',
    '',
  ].join('\n');
}

/** The same script with the counts in it, so that it runs alone; periods that were left out here are named, since R learns from them. */
export function withData(
  script: string,
  csv: string,
  exclude: readonly { readonly from: string; readonly until: string }[],
): string {
  const left = exclude.map(({ from, until }) => `${from}..${until}`).join(', ');
  const told = `data <- read.csv(text = ${JSON.stringify(csv)})`;
  return script
    .replace(
      /^# data\.csv:.*$/m,
      `# Parameters that are not named are those of R.${left === '' ? '' : ` Left out when judged here, not in R: ${left}.`}`,
    )
    .replace(readFile, () => told);
}
