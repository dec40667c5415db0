import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figures } from '../contract.ts';
import { publishedFigures } from './published-figures.ts';
import { type Judged, summarise717, summariseSignals } from './summarise-figures.ts';

const at = (text: string) => new Date(`${text}+08:00`);
const signal = (more: Partial<Judged> = {}): Judged => ({
  ...{ raised: at('2026-03-02T08:00'), answered: at('2026-03-02T09:00'), outcome: 'false', event: null, channel: 'community' },
  ...more,
});

test('a signal counts as confirmed once its event was verified, as suspected when it was true', () => {
  const { all } = summariseSignals(
    [
      signal(),
      signal({ outcome: 'true' }),
      signal({ outcome: 'true', event: 'responding' }),
      signal({ outcome: 'true', event: 'discarded' }),
      signal({ answered: null, outcome: null, raised: at('2026-03-01T23:59') }),
    ],
    2,
    7,
  );
  assert.deepEqual([all.signals, all.perCountyWeek, all.answered, all.within2Hours], [5, 2.5, 0.8, 0.8]);
  assert.deepEqual([all.suspected, all.confirmed, all.medianHours], [0.6, 0.2, 1]);
});

test('weeks begin on Monday in Beijing, and channels without signals are left out', () => {
  const { byWeek, byChannel } = summariseSignals([signal({ raised: at('2026-03-01T23:59') }), signal()], 1, 14);
  assert.deepEqual(
    byWeek.map(({ week, signals }) => [week, signals]),
    [
      ['2026-02-23', 1],
      ['2026-03-02', 1],
    ],
  );
  assert.deepEqual(
    byChannel.map(({ channel, signals }) => [channel, signals]),
    [['community', 2]],
  );
});

test('an event meets 7-1-7 when each of its steps was in time; the newest stands first', () => {
  const event = (number: string, respondedAt: string | null) => ({
    ...{ id: `00000000-0000-4000-8000-00000000000${number}`, number, title: number },
    times: {
      ...{ firstCaseAt: '2026-02-20T00:00:00Z', detectedAt: '2026-02-22T00:00:00Z', notifiedAt: '2026-02-22T12:00:00Z' },
      respondedAt,
    },
  });
  const events = [event('1', '2026-02-25T00:00:00Z'), event('2', '2026-03-09T00:00:00Z'), event('3', null)];
  const all = summarise717(events, new Date('2026-02-24T00:00:00Z'));
  assert.deepEqual([all.judged, all.met], [2, 1]);
  assert.deepEqual(
    all.phases.map(({ limitDays, met, over }) => [limitDays, met, over]),
    [
      [7, 3, 3],
      [1, 3, 3],
      [7, 1, 2],
    ],
  );
  assert.deepEqual(
    all.items.map(({ number, phases }) => [number, phases.at(-1)?.state]),
    [
      ['3', 'open'],
      ['2', 'late'],
      ['1', 'met'],
    ],
  );
});

test('what is quoted of the national system can be shown beside ours, and says that it is not verified', () => {
  assert.deepEqual(figures.shape.published.parse(publishedFigures), publishedFigures);
  assert.ok(publishedFigures.every(({ verified, source }) => !verified && source.includes('CIDARS')));
});
