import { dayOf } from '@songhua/engine-outbreak/calendar/days.ts';
import { detectByName, methods } from '@songhua/engine-outbreak/detect-by-name.ts';
import { detectCsv, printJudged } from '@songhua/engine-outbreak/detect-csv.ts';
import { retuneThresholds } from '@songhua/engine-outbreak/fusion/retune-thresholds.ts';
import { type Actor, ok, type Refusal, type Result, refuse, route, type Tx, wallClock } from '@songhua/kernel';
import {
  csvDetected,
  csvDetection,
  detectionSettings,
  methodList,
  night,
  nightOrder,
  nightsAndSettings,
  retuned,
  retuneOrder,
} from '../contract.ts';
import { dayInBeijing } from '../domain/beijing-day.ts';
import { writeRScript } from '../domain/write-r-script.ts';
import { runNight } from '../events/run-night.ts';
import { addThresholds, readDetectionSettings, readThresholds, saveDetectionSettings } from '../store/detection-settings.ts';
import { listNights } from '../store/judgements.ts';
import { warningOutcomes } from '../store/warnings.ts';
import { loadSurroundings } from './load-surroundings.ts';

export const listMethods = route({
  method: 'GET',
  path: '/api/surveillance/detection/methods',
  summary: { zh: '检测方法及其参数', en: 'Methods of detection and their parameters' },
  permission: 'surveillance.read',
  people: 'none',
  response: methodList,
  handle: async () =>
    ok({
      items: [...methods.values()].map(({ name, title, steps, source, parameters }) => ({
        ...{ name, title, steps: [...steps], source },
        parameters: parameters.map((one) => ({
          ...{ kind: one.kind, name: one.name, label: one.label, unit: one.unit, usual: one.usual },
          least: 'least' in one ? one.least : null,
          most: 'most' in one ? one.most : null,
          choices: 'choices' in one ? [...one.choices] : null,
        })),
      })),
    }),
});

const faulty = (
  faults: readonly { line: number | null; field: string; rule: string; value: string; message: { zh: string; en: string } }[],
) =>
  refuse(
    'surveillance.detection-faulty',
    { count: faults.length },
    faults.slice(0, 100).map(({ line, field, rule, value, message }): NonNullable<Refusal['errors']>[number] => ({
      field: line === null ? field : `csv.${line}.${field}`,
      ...{ rule, value: value.slice(0, 200) },
      message: line === null ? message : { zh: `第 ${line} 行：${message.zh}`, en: `line ${line}: ${message.en}` },
    })),
  );

/** Detection is of the whole city: who answers for a part of it alone does not set it. */
async function checkWhole(tx: Tx, actor: Actor, now: Date): Promise<Result<null>> {
  const { areas, mine } = await loadSurroundings(tx, actor, now);
  const root = areas.find(({ parent }) => parent === null)?.code ?? '';
  return mine === undefined ? ok(null) : refuse('surveillance.other-area', { own: mine[0] ?? '', area: root });
}

/** Rows that one answer holds; a longer file is for the command. */
const mostRows = 20_000;

export const detectSeries = route({
  method: 'POST',
  path: '/api/surveillance/detection',
  summary: {
    zh: '用任一方法检测任意 CSV 序列（date,count[,group]）；不写入任何数据',
    en: 'Judge any series of a CSV (date,count[,group]) by any method; nothing is written',
  },
  permission: 'surveillance.read',
  people: 'none',
  transaction: 'read',
  body: csvDetection,
  bodyLimit: 3_000_000,
  response: csvDetected,
  handle: async ({ body: { csv, ...asked } }) => {
    const found = detectCsv(csv, asked);
    if (!found.ok) return faulty(found.faults);
    const rows = found.rows.slice(0, mostRows);
    return ok({
      ...{ step: found.step, total: found.rows.length, alarms: found.rows.filter(({ alarm }) => alarm).length },
      rows: rows.map(({ group, date, count, expected, upper, alarm, p }) => ({ group, date, count, expected, upper, alarm, p })),
      csv: printJudged(rows),
      r: writeRScript(asked, found.rows),
    });
  },
});

export const listNightsRoute = route({
  method: 'GET',
  path: '/api/surveillance/detection/nights',
  summary: { zh: '每夜检测的经过、设置和阈值', en: 'Nights of detection, settings and thresholds' },
  permission: 'surveillance.read',
  people: 'none',
  response: nightsAndSettings,
  handle: async ({ tx }) =>
    ok({
      items: await listNights(tx, 60),
      settings: await readDetectionSettings(tx),
      thresholds: (await readThresholds(tx)).map(({ version, limits, immediate, source, verified }) => ({
        ...{ version, immediate, source, verified, limits: [...limits] },
      })),
    }),
});

export const saveSettings = route({
  method: 'PUT',
  path: '/api/surveillance/detection/settings',
  summary: {
    zh: '设定检测：方法、参数、不学习的时段、异常界',
    en: 'Set detection: methods, parameters, periods left out, when a channel speaks',
  },
  permission: 'surveillance.triage',
  people: 'none',
  body: detectionSettings,
  response: detectionSettings,
  handle: async ({ tx, actor, now, body }) => {
    // A method that is not understood would be silent every night.
    const faults = body.methods.flatMap(({ method, step, parameters }) => {
      const tried = detectByName(
        { counts: [], frequency: step === 'week' ? 52 : 365 },
        [],
        { method, parameters },
        { firstDay: 0, daysPerStep: step === 'week' ? 7 : 1 },
      );
      return tried.ok ? [] : tried.faults;
    });
    if (faults.length > 0) return faulty(faults);
    const whole = await checkWhole(tx, actor, now);
    if (!whole.ok) return whole;
    await saveDetectionSettings(tx, body, actor.name, now);
    return ok(body);
  },
});

export const judgeNow = route({
  method: 'POST',
  path: '/api/surveillance/detection/nights',
  summary: {
    zh: '立即检测某一天（默认昨天）；重做不会重复',
    en: 'Run detection now for a day (yesterday unless said); done again it says nothing twice',
  },
  permission: 'surveillance.triage',
  people: 'none',
  body: nightOrder,
  response: night,
  handle: async ({ tx, actor, records, now, newId, body }) => {
    const whole = await checkWhole(tx, actor, now);
    if (!whole.ok) return whole;
    const today = dayInBeijing(now);
    const day = body.day ?? dayInBeijing(new Date(now.getTime() - 86_400_000));
    if (day > today || dayOf(day) === null) return refuse('surveillance.day-ahead', { day, today });
    const done = await runNight(tx, day, { records, now, newId, threads: 2, clock: wallClock });
    return done ? ok(done) : refuse('surveillance.night-under-way', { day });
  },
});

export const retune = route({
  method: 'POST',
  path: '/api/surveillance/detection/thresholds',
  summary: {
    zh: '按核实结果重调预警阈值：生成新版本，旧版本保留',
    en: 'Retune the thresholds of warnings by what came of them: a new version, the old ones kept',
  },
  permission: 'surveillance.triage',
  people: 'none',
  body: retuneOrder,
  response: retuned,
  handle: async ({ tx, actor, now, body: { keepTrue, falseBudget, fewestVerdicts } }) => {
    const whole = await checkWhole(tx, actor, now);
    if (!whole.ok) return whole;
    const history = await readThresholds(tx);
    const found = retuneThresholds(
      history,
      await warningOutcomes(tx),
      { p: [1e-12, 0.05], largestStep: 100, fewestVerdicts, keepTrue, falseBudget },
      dayOf(dayInBeijing(now)) ?? 0,
    );
    const added = found.history[history.length];
    if (added) await addThresholds(tx, added, actor.name, now);
    const { outcome, factor, before, after, changed, reasons } = found;
    return ok({
      outcome,
      factor,
      before,
      after,
      changed: changed.length,
      reasons: [...reasons],
      version: found.history.at(-1)?.version ?? 1,
    });
  },
});
