import { isDeepStrictEqual } from 'node:util';
import { dateOf, dayOf } from '@songhua/engine-outbreak/calendar/days.ts';
import { detectByName } from '@songhua/engine-outbreak/detect-by-name.ts';
import { retuneThresholds } from '@songhua/engine-outbreak/fusion/retune-thresholds.ts';
import type { ThresholdSet } from '@songhua/engine-outbreak/fusion/thresholds.ts';
import { type Actor, may, ok, refuse, route, type Tx } from '@songhua/kernel';
import {
  type DetectionSettings,
  retuneAnswer,
  retuneAsked,
  type SettingsView,
  settingsChange,
  settingsView,
  type ThresholdsView,
  thresholdsRestored,
} from '../contract.ts';
import { dayInBeijing } from '../domain/beijing-day.ts';
import { restoredFrom, saySource } from '../domain/say-thresholds.ts';
import {
  addSettings,
  addThresholds,
  currentSettings,
  holdSettings,
  listSettings,
  listThresholds,
  readThresholds,
  type SaidThresholds,
} from '../store/detection-settings.ts';
import { warningOutcomes } from '../store/warnings.ts';
import { checkWhole } from './check-whole.ts';
import { faulty } from './say-faults.ts';

const showSet = ({ set, at, by }: SaidThresholds): ThresholdsView => ({
  ...{ version: set.version, at, by, limits: [...set.limits], immediate: set.immediate, source: saySource(set) },
  ...{ verified: set.verified, from: Number.isSafeInteger(set.from - 1) ? dateOf(set.from) : null },
});

async function loadSettings(tx: Tx, actor: Actor, now: Date): Promise<SettingsView> {
  const history = (await listSettings(tx)).toReversed();
  const told = await warningOutcomes(tx);
  const count = (verdict: 'true' | 'false' | null): number => told.filter((one) => one.verdict === verdict).length;
  const whole = await checkWhole(tx, actor, now);
  return {
    ...(await currentSettings(tx)),
    maySet: whole.ok && may(actor, 'surveillance.triage'),
    history,
    thresholds: (await listThresholds(tx)).map(showSet).toReversed(),
    verdicts: { true: count('true'), false: count('false'), none: count(null) },
  };
}

export const readSettings = route({
  method: 'GET',
  path: '/api/surveillance/detection/settings',
  summary: {
    zh: '检测设置和预警阈值，含历次版本',
    en: 'How detection is set and the thresholds of warnings, with every version',
  },
  permission: 'surveillance.read',
  people: 'none',
  response: settingsView,
  handle: async ({ tx, actor, now }) => ok(await loadSettings(tx, actor, now)),
});

/** What no method understands would be silent every night; a period that turns round leaves nothing out. */
function faultsIn({ methods, exclude }: DetectionSettings) {
  const periods = exclude.flatMap(({ from, until }, at) => {
    if (from <= until) return [];
    const message = { zh: '结束早于开始', en: 'ends before it begins' };
    return [{ line: null, field: `exclude.${at}`, rule: 'order', value: `${from}..${until}`, message }];
  });
  const odd = methods.flatMap(({ method, step, parameters }) => {
    const tried = detectByName(
      { counts: [], frequency: step === 'week' ? 52 : 365 },
      [],
      { method, parameters },
      { firstDay: 0, daysPerStep: step === 'week' ? 7 : 1 },
    );
    return tried.ok ? [] : tried.faults;
  });
  return [...odd, ...periods];
}

export const saveSettings = route({
  method: 'PUT',
  path: '/api/surveillance/detection/settings',
  summary: {
    zh: '设定检测：方法、参数、不学习的时段、异常界；每次改动为一个新版本',
    en: 'Set detection: methods, parameters, periods left out, when a channel speaks; every change is a new version',
  },
  permission: 'surveillance.triage',
  people: 'none',
  body: settingsChange,
  response: settingsView,
  handle: async ({ tx, actor, now, body: { version: seen, to } }) => {
    const faults = faultsIn(to);
    if (faults.length > 0) return faulty(faults);
    const whole = await checkWhole(tx, actor, now);
    if (!whole.ok) return whole;
    await holdSettings(tx);
    const { version, settings } = await currentSettings(tx);
    if (version !== seen) return refuse('surveillance.changed-meanwhile', { version, seen });
    if (!isDeepStrictEqual(settings, to)) await addSettings(tx, { version: version + 1, settings: to }, actor.name, now);
    return ok(await loadSettings(tx, actor, now));
  },
});

const today = (now: Date): number => dayOf(dayInBeijing(now)) ?? 0;

export const retune = route({
  method: 'POST',
  path: '/api/surveillance/detection/thresholds',
  summary: {
    zh: '按核实结果重调预警阈值：生成新版本，旧版本保留；preview=true 只试算',
    en: 'Retune the thresholds of warnings by what came of them: a new version, the old ones kept; preview=true only reckons',
  },
  permission: 'surveillance.triage',
  people: 'none',
  body: retuneAsked,
  response: retuneAnswer,
  handle: async ({ tx, actor, now, body: { keepTrue, falseBudget, fewestVerdicts, version: seen, preview } }) => {
    const whole = await checkWhole(tx, actor, now);
    if (!whole.ok) return whole;
    if (!preview) await holdSettings(tx);
    const history = await readThresholds(tx);
    const { version } = history.at(-1) ?? history[0];
    if (seen !== undefined && seen !== version) return refuse('surveillance.changed-meanwhile', { version, seen });
    const found = retuneThresholds(
      history,
      await warningOutcomes(tx),
      { p: [1e-12, 0.05], largestStep: 100, fewestVerdicts, keepTrue, falseBudget },
      today(now),
    );
    const added = found.history[history.length];
    if (added && !preview) await addThresholds(tx, added, actor.name, now);
    const { outcome, factor, before, after, changed, reasons } = found;
    const last = found.history.at(-1) ?? history[0];
    return ok({
      ...{ outcome, factor, before, after, changed: changed.length, reasons: [...reasons] },
      ...{ version: last.version, limits: [...last.limits], written: added !== undefined && !preview },
    });
  },
});

const sameLimits = (one: ThresholdSet, other: ThresholdSet): boolean =>
  isDeepStrictEqual([one.limits, one.immediate], [other.limits, other.immediate]);

export const restoreThresholds = route({
  method: 'POST',
  path: '/api/surveillance/detection/thresholds/restore',
  summary: {
    zh: '恢复较早一版预警阈值：作为新版本生效，历次版本都保留',
    en: 'Let an older set of thresholds hold again, as a new version; every version is kept',
  },
  permission: 'surveillance.triage',
  people: 'none',
  body: thresholdsRestored,
  response: settingsView,
  handle: async ({ tx, actor, now, body: { version: seen, to } }) => {
    const whole = await checkWhole(tx, actor, now);
    if (!whole.ok) return whole;
    await holdSettings(tx);
    const history = await readThresholds(tx);
    const current = history.at(-1) ?? history[0];
    if (current.version !== seen) return refuse('surveillance.changed-meanwhile', { version: current.version, seen });
    const older = history.find(({ version }) => version === to);
    if (!older) return refuse('surveillance.unknown-version', { version: to });
    if (!sameLimits(older, current)) {
      const next = { ...older, version: current.version + 1, from: today(now), source: restoredFrom(older.version) };
      await addThresholds(tx, next, actor.name, now);
    }
    return ok(await loadSettings(tx, actor, now));
  },
});
