export { type CaseRun, expectCases, forecastCases } from './epidemic/forecast-cases.ts';
export { type EpidemicModel, factorOn, type Step } from './epidemic/scenario.ts';
export { type Course, type Duration, type Leg, type Pathway, type Sourced, wholeDays } from './hospital/course.ts';
export { type BedRun, bedDrawer } from './hospital/draw-beds.ts';
export { expectBeds } from './hospital/expect-beds.ts';
export { type Bands, type BedForecast, type ForecastTask, forecastBeds } from './hospital/forecast-beds.ts';
export { type EventHeap, eventHeap } from './kernel/event-heap.ts';
export { createResource, type Resource } from './kernel/resource.ts';
export { createSimulation, type Simulation } from './kernel/simulation.ts';
export { type SteadyState, steadyState } from './queueing/steady-state.ts';
export {
  drawBinomial,
  drawExponential,
  drawGamma,
  drawNegativeBinomial,
  drawPoisson,
  type Random,
  spreadOver,
  stream,
} from './random/draws.ts';
export { quantilesOf } from './random/quantiles.ts';
