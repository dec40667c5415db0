import { dayOf } from '@songhua/engine-outbreak/calendar/days.ts';
import { detectByName } from '@songhua/engine-outbreak/detect-by-name.ts';
import { retuneThresholds } from '@songhua/engine-outbreak/fusion/retune-thresholds.ts';
import { ok, route } from '@songhua/kernel';
import { detectionSettings, retuned, retuneOrder } from '../contract.ts';
import { dayInBeijing } from '../domain/beijing-day.ts';
import { addThresholds, readThresholds, saveDetectionSettings } from '../store/detection-settings.ts';
import { warningOutcomes } from '../store/warnings.ts';
import { checkWhole } from './check-whole.ts';
import { faulty } from './say-faults.ts';

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
