import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dateOf, dayOf, weekdayOf } from '@songhua/engine-outbreak/calendar/days.ts';
import { detectByName } from '@songhua/engine-outbreak/detect-by-name.ts';
import { seededDraws } from '@songhua/engine-outbreak/scan/seeded-draws.ts';
import { usualSettings } from './detection-settings.ts';
import { arranged, holidaySteps } from './holidays.ts';
import { judgeLast } from './judge-night.ts';

const number = (day: string): number => dayOf(day) ?? 0;

test('the Spring Festival of 2026 is nine days off, and two weekends beside it are worked', () => {
  const off = Array.from({ length: 9 }, (_, at) => number('2026-02-15') + at);
  assert.deepEqual(
    off.map((day) => arranged.get(day)),
    Array(9).fill(true),
  );
  assert.equal(arranged.get(number('2026-02-24')), undefined);
  for (const day of ['2026-02-14', '2026-02-28']) {
    assert.equal(arranged.get(number(day)), false);
    assert.ok(weekdayOf(number(day)) >= 5, `${day} is a weekend`);
  }
  assert.deepEqual([...holidaySteps(number('2026-02-13'), 4)], [1, 2, 3]);
});

test('no day is listed twice, and each worked day is a weekend', () => {
  for (const [day, isOff] of arranged) if (!isOff) assert.ok(weekdayOf(day) >= 5, dateOf(day));
  assert.ok(arranged.size > 130);
});

test('the first days after a long holiday raise fewer false alarms when nothing is learnt from it', () => {
  const first = number('2025-06-02');
  const draw = seededDraws(20_261_123, 1);
  const [year] = [270];
  let [learnt, left] = [0, 0];
  for (let series = 0; series < 40; series += 1) {
    const counts = Array.from({ length: year }, (_, at) => {
      const day = first + at;
      const off = arranged.get(day) ?? weekdayOf(day) >= 5;
      // Twenty a workday, six when nobody works, both with some spread.
      return (off ? 4 : 16) + draw(off ? 5 : 9);
    });
    for (const day of ['2025-10-09', '2025-10-10', '2026-02-24', '2026-02-25'].map(number)) {
      const until = day - first + 1;
      const own = counts.slice(0, until);
      const judged = judgeLast(
        { channel: 'syndromes', subject: 'syn-ili', area: '220202', town: '', firstDay: first, counts: own },
        usualSettings,
      );
      left += judged.filter(({ step, alarm }) => step === 'day' && alarm).length;
      for (const { method, step, parameters } of usualSettings.methods) {
        if (step !== 'day') continue;
        const found = detectByName(
          { counts: own, frequency: 365 },
          [until - 1],
          { method, parameters },
          { firstDay: first, daysPerStep: 1 },
        );
        learnt += Number(found.ok && found.judged.at(-1)?.alarm === true);
      }
    }
  }
  assert.ok(learnt > 100, `only ${learnt} alarms when holidays are learnt from`);
  assert.ok(left * 2 <= learnt, `${left} alarms, ${learnt} when holidays are learnt from`);
});
