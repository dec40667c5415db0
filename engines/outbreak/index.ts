export { alignToNewYear } from './calendar/align-to-new-year.ts';
export { dateOf, dayOf, mondayOf, weekdayOf } from './calendar/days.ts';
export { lunarNewYear } from './calendar/lunar-new-year.ts';
export { mondayOfWeek, reportingWeek, type Week, weekName, weekOf } from './calendar/weeks.ts';
export {
  type Arrangement,
  type DayKind,
  kindOfDay,
  kindsOfSteps,
  oddSteps,
  readArrangements,
  stepsOfPeriods,
} from './calendar/working-days.ts';
export { buildForest } from './chains/build-forest.ts';
export { countGenerations, describeOffspring, describeSerialIntervals, type SerialIntervals } from './chains/describe-forest.ts';
export { type ChainFault, type ChainLimits, findChainFaults } from './chains/find-chain-faults.ts';
export type { Offspring } from './chains/fit-offspring.ts';
export { countBelow, foldChains } from './chains/fold-chains.ts';
export { type ChainLayout, type LaidOutChain, layOutChains } from './chains/lay-out-chains.ts';
export type { ChainCase, ChainForest, InfectionPair } from './chains/transmission.ts';
export { type BayesOptions, judgeByBayes } from './charts/bayes.ts';
export { type CusumJudged, type CusumOptions, judgeByCusum, usualCusum } from './charts/cusum.ts';
export { type EarsOptions, judgeByEars, usualEars } from './charts/ears.ts';
export { judgeByRki } from './charts/rki.ts';
export type {
  ClusterAbsence,
  ClusterCase,
  ClusterLimit,
  ClusterRule,
  ClusterRuleSet,
  ClusterSubject,
  PlaceKind,
} from './clusters/cluster-rule.ts';
export { eventCodes, eventReportRules } from './clusters/event-report-rules.ts';
export { type ClusterFinding, judgeClusters, type LastSeen } from './clusters/judge-clusters.ts';
export { type Detected, detectByName, methods, type NamedDetection } from './detect-by-name.ts';
export { type CsvDetected, type CsvDetection, detectCsv, type JudgedRow, printJudged } from './detect-csv.ts';
export { type Colour, type EssenceJudged, type EssenceOptions, usualEssence } from './essence/baseline-days.ts';
export { type EwmaOptions, judgeByEwma, usualEwmaWeights } from './essence/judge-by-ewma.ts';
export { judgeByRegression, type RegressionJudged } from './essence/judge-by-regression.ts';
export { judgeBySwitch, type SwitchJudged, type SwitchOptions } from './essence/judge-by-switch.ts';
export { type ExportedMethod, type ExportedRun, exportToR } from './evaluate/export-r.ts';
export { type Figures, measureTrials } from './evaluate/measure.ts';
export { type Scenario, scenarios } from './evaluate/scenarios.ts';
export { type Simulated, simulate } from './evaluate/simulate.ts';
export {
  type EarlyAction,
  type EventMeasures,
  type EventTimes,
  earlyActions,
  measureEvent,
  type Phase717,
  type PhaseMeasure,
  type PhaseSummary,
  summariseEvents,
  targetDays,
} from './events-717/measure-event.ts';
export { anchorByDate } from './farrington/anchor-by-date.ts';
export { type FarringtonOptions, farrington, usualFarrington } from './farrington/farrington.ts';
export { type FarringtonJudged, farringtonFlexible } from './farrington/farrington-flexible.ts';
export { type BoundMethod, type FlexibleOptions, usualFlexible } from './farrington/options.ts';
export {
  type CalibrationOptions,
  type CalibrationTail,
  calibrateSignals,
  createCalibrator,
  usualCalibration,
} from './fusion/calibrate.ts';
export { type Combined, combineChances } from './fusion/combine-chances.ts';
export { type ChannelEvidence, type FusedEvidence, type FusionOptions, fuseSignals } from './fusion/fuse-signals.ts';
export { type OutbreakWarning, raiseWarnings, type WarningReason } from './fusion/raise-warnings.ts';
export { type Effect, type Feedback, type RetuneBounds, type Retuned, retuneThresholds } from './fusion/retune-thresholds.ts';
export { type Channel, channels, rankSignals, type Signal } from './fusion/signal.ts';
export { type AnsweredSignal, type SurveillanceFigures, surveillanceFigures } from './fusion/surveillance-figures.ts';
export {
  type ThresholdSet,
  thresholdsOn,
  usualThresholds,
  type WarningLevel,
  type WarningLimit,
  type Weighed,
  warningLevels,
  weighEvidence,
} from './fusion/thresholds.ts';
export { type GlrJudged, type GlrOptions, glrChart, usualGlr } from './glr/glr-chart.ts';
export type { Method, SeriesDates } from './methods/method.ts';
export type { Fault, Parameter, Text, Value } from './methods/parameter.ts';
export { buildTriangle, type ReportingTriangle } from './nowcast/build-triangle.ts';
export { type Nowcast, type NowcastOptions, nowcast, usualNowcast } from './nowcast/nowcast.ts';
export { judgeByPercentile } from './percentile/judge-by-percentile.ts';
export { type PercentileJudged, type PercentileOptions, usualPercentile } from './percentile/options.ts';
export { otherPercentile, percentileOfDisease, publishedPercentiles } from './percentile/published-percentiles.ts';
export { discretiseInterval } from './rt/discretise-interval.ts';
export { type CaseReproduction, estimateByCase } from './rt/estimate-by-case.ts';
export {
  estimateInstantaneous,
  type InstantaneousOptions,
  type ReproductionNumber,
  usualInstantaneous,
} from './rt/estimate-instantaneous.ts';
export { findClusters } from './scan/find-clusters.ts';
export { type PreparedScan, prepareScan } from './scan/prepare-scan.ts';
export {
  type ScanCases,
  type ScanOptions,
  type ScanPlaces,
  type SpaceTimeCluster,
  usualScanOptions,
} from './scan/scan-input.ts';
export { scanShare } from './scan/scan-share.ts';
export { scanSpaceTime } from './scan/scan-space-time.ts';
export { type CsvScanned, type FoundCircle, scanCsv } from './scan-csv.ts';
export type { CountSeries, Detect, Judged } from './series.ts';
