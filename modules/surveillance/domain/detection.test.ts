import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuseSignals } from '@songhua/engine-outbreak/fusion/fuse-signals.ts';
import { raiseWarnings, type WarningReason } from '@songhua/engine-outbreak/fusion/raise-warnings.ts';
import type { Signal } from '@songhua/engine-outbreak/fusion/signal.ts';
import { usualThresholds } from '@songhua/engine-outbreak/fusion/thresholds.ts';
import { publishedPercentiles } from '@songhua/engine-outbreak/percentile/published-percentiles.ts';
import fc from 'fast-check';
import { subjectNames } from '../http/name-subjects.ts';
import { countVisits, makeDailySeries, packCounts } from './detection-series.ts';
import { usualSettings } from './detection-settings.ts';
import { sampleJudged } from './find-night.ts';
import { findSyndromes } from './find-syndromes.ts';
import { oneThing, subjectOf } from './fuse-night.ts';
import { judgeLast, weeksOf } from './judge-night.ts';
import { readPairs, readPeriods } from './read-detection.ts';
import { sayReason } from './say-warning.ts';
import { readSubject, seriesOfCases } from './series-subject.ts';
import rules from './syndrome-rules.json' with { type: 'json' };

test('a county’s series is the sum of its towns and of what names no town, from where its channel began', () => {
  const one = fc.record({
    ...{
      channel: fc.constant('syndromes' as const),
      subject: fc.constantFrom('syn-ili', 'syn-rash'),
      area: fc.constantFrom('a', 'b'),
    },
    ...{ town: fc.constantFrom('', 't1', 't2'), day: fc.integer({ min: 0, max: 30 }), count: fc.integer({ min: 0, max: 9 }) },
  });
  fc.assert(
    fc.property(fc.array(one, { minLength: 1 }), (counts) => {
      const packed = [...Map.groupBy(counts, ({ subject, area, town }) => `${subject} ${area} ${town}`).values()].flatMap(
        (own) => (own[0] ? [{ ...own[0], days: packCounts(own) }] : []),
      );
      const series = makeDailySeries(packed, 0, 30);
      const first = Math.min(...counts.map(({ day }) => day));
      for (const { area, town, subject, firstDay, counts: days } of series) {
        assert.deepEqual([firstDay, days.length], [first, 31 - first]);
        const own = counts.filter(
          (each) => each.area === area && each.subject === subject && (town === '' || each.town === town),
        );
        assert.equal(
          Array.from(days).reduce((sum, n) => sum + n, 0),
          own.reduce((sum, { count }) => sum + count, 0),
        );
      }
    }),
  );
});

test('a case of hepatitis A counts in its disease and in a series of its own, held against its own percentile', () => {
  assert.deepEqual(seriesOfCases('viral-hepatitis', 'a'), ['viral-hepatitis', 'viral-hepatitis.a']);
  assert.deepEqual(seriesOfCases('viral-hepatitis', 'b'), ['viral-hepatitis']);
  assert.deepEqual(readSubject('viral-hepatitis.a'), { disease: 'viral-hepatitis', subtype: 'a' });
  assert.equal(subjectOf('viral-hepatitis.a'), subjectOf('viral-hepatitis'));
  const counts = Array.from({ length: 6 * 364 }, (_, day) => (day * 7919) % 11);
  const upper = (subject: string) =>
    judgeLast(
      { channel: 'case-reports', subject, area: 'a', town: '', firstDay: 4, counts },
      { ...usualSettings, exclude: [], methods: [{ method: 'movingPercentile', step: 'week', parameters: {} }] },
    )[0]?.upper;
  const held = (percentile: number) =>
    judgeLast(
      { channel: 'case-reports', subject: 'mpox', area: 'a', town: '', firstDay: 4, counts },
      { ...usualSettings, exclude: [], methods: [{ method: 'movingPercentile', step: 'week', parameters: { percentile } }] },
    )[0]?.upper;
  assert.ok(typeof held(70) === 'number' && held(70) !== held(90), `${held(70)} ${held(90)}`);
  assert.equal(upper('viral-hepatitis.a'), held(70));
  assert.equal(upper('viral-hepatitis'), held(90));
});

test('whatever subject a channel speaks of is known by the same code everywhere', () => {
  const known = new Set<string>([...subjectNames(new Date('2026-03-01T00:00:00Z')).keys()]);
  const spoken = [rules.icd10, rules.laboratory, rules.words, rules.medicines].flatMap((some) =>
    some.map(({ subject }) => subject),
  );
  const published = Object.keys(publishedPercentiles).map((key) => key.split('/')[0] ?? '');
  const tied = Object.entries(oneThing).flat();
  assert.deepEqual(
    [...spoken, ...published, ...tied].filter((subject) => !known.has(subject)),
    [],
  );
});

test('of very many judgements as many are kept as stand for all, the least and the greatest alike', () => {
  const judgement = (p: number) => ({
    ...{ channel: 'syndromes' as const, subject: 'syn-ili', area: 'a', town: '', method: 'earsC1', step: 'day' as const },
    ...{ from: 1, to: 1, observed: 1, expected: 1, upper: 1, alarm: false, p },
  });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4000 }), (many) => {
      const [kept] = sampleJudged(Array.from({ length: many }, (_, at) => judgement((many - at) / many)));
      const p = Array.from(kept?.p ?? []);
      assert.equal(p.length, Math.min(500, many));
      for (const share of [0.01, 0.1, 0.5, 0.9])
        assert.ok(Math.abs(p.filter((one) => one <= share).length / p.length - share) <= 1 / Math.min(500, many) + 1e-9);
    }),
    { numRuns: 30 },
  );
});

test('whatever was seen at one visit on one day counts once', () => {
  const resource = fc.record({ day: fc.integer({ min: 0, max: 5 }), visit: fc.integer({ min: 0, max: 2 ** 47 }) });
  const few = fc.record({ day: fc.integer({ min: 0, max: 5 }), visit: fc.integer({ min: 0, max: 3 }) });
  fc.assert(
    fc.property(fc.array(fc.oneof(resource, few)), (resources) => {
      const view = new DataView(new ArrayBuffer(resources.length * 8));
      for (const [at, { day, visit }] of resources.entries()) view.setBigInt64(at * 8, (BigInt(day) << 48n) | BigInt(visit));
      const counted = new Map(
        Map.groupBy(resources, ({ day }) => day)
          .entries()
          .map(([day, own]) => [day, new Set(own.map(({ visit }) => visit)).size]),
      );
      const days = [...counted.keys()]
        .sort((one, other) => one - other)
        .map((day) => ({ day: 20_000 + day, count: counted.get(day) ?? 0 }));
      assert.deepEqual(countVisits({ from: 20_000, visits: new Uint8Array(view.buffer) }), packCounts(days));
    }),
  );
});

test('weeks run from Monday to Sunday, and a week that is not over is none', () => {
  // 1970-01-05 was a Monday.
  const weeks = weeksOf({ firstDay: 3, counts: [9, 1, 1, 1, 1, 1, 1, 1, 1, 7, 7] });
  assert.deepEqual([weeks.firstDay, weeks.counts], [4, [7]]);
});

test('a day with no case is not judged, one with far too many is an alarm of several methods', () => {
  const series = (last: number) => ({
    ...{ channel: 'syndromes' as const, subject: 'syn-ili', area: 'a', town: '', firstDay: 20_000 },
    counts: [...Array.from({ length: 199 }, (_, at) => 8 + (at % 5)), last],
  });
  const daily = (last: number) => judgeLast(series(last), usualSettings).filter(({ step }) => step === 'day');
  assert.deepEqual(daily(0), []);
  const loud = daily(200);
  assert.ok(loud.filter(({ alarm }) => alarm).length >= 3, JSON.stringify(loud));
  assert.ok(loud.every(({ from, to, observed }) => from === 20_199 && to === from && observed === 200));
});

test('a diagnosis that was refuted says nothing, nor does a result that is not positive', () => {
  const condition = (status: string) => ({
    ...{ resourceType: 'Condition', id: 'c', recordedDate: '2026-02-01', encounter: { reference: 'Encounter/e' } },
    verificationStatus: { coding: [{ code: status }] },
    code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'J11.1' }] },
  });
  assert.deepEqual(
    findSyndromes(condition('confirmed')).map(({ subject, encounter, day }) => [subject, encounter, day]),
    [['syn-ili', 'Encounter/e', '2026-02-01']],
  );
  assert.deepEqual(findSyndromes(condition('refuted')), []);
  const result = (valueString: string) => ({
    ...{ resourceType: 'Observation', id: 'o', status: 'final', issued: '2026-02-01T01:00:00Z', valueString },
    code: { coding: [{ system: 'http://loinc.org', code: '80382-5' }] },
  });
  assert.deepEqual(
    findSyndromes(result('阳性')).map(({ subject, channel }) => [subject, channel]),
    [['influenza', 'laboratories']],
  );
  assert.deepEqual(findSyndromes(result('阴性')), []);
});

test('a rule for which one case is enough is a reason without p, beside statistics that have one', () => {
  const signal = { subject: 'plague', county: 'a', from: 20_000, to: 20_000, observed: 1, expected: null, p: null, id: 's' };
  const rule: Signal = { ...signal, channel: 'case-reports', method: 'rule plague', level: 'immediate' };
  const counted: Signal = { ...rule, id: 'd', channel: 'sewage', method: 'earsC1', expected: 0.1, p: 1e-4, level: 'alarm' };
  const quiet: Signal = { ...counted, id: 'q', channel: 'case-reports', p: 0.8, level: 'quiet' };
  const say = (...signals: Signal[]) => {
    const fused = fuseSignals(signals, {
      ...{ day: 20_000, withinDays: 7, speaksAt: 0.01, method: 'fisher', subjectOf: (subject) => subject, watched: () => [] },
    });
    return raiseWarnings(fused, usualThresholds).flatMap(({ why }) => why.filter(isOfChannels).map(sayReason));
  };
  const isOfChannels = ({ kind }: WarningReason) => kind === 'channel' || kind === 'combined';
  assert.deepEqual(say(rule), [
    {
      zh: '传染病报告：一例即报（规则），不看统计',
      en: 'Case reports: one case is enough (rule), whatever the statistics say',
    },
    { zh: '1 个独立渠道异常', en: '1 independent channel speaks' },
  ]);
  const both = say(rule, quiet, counted);
  assert.deepEqual(
    both.map(({ en }) => / p [\d.e-]+/.test(en)),
    [true, false, true],
    JSON.stringify(both),
  );
});

test('parameters and periods of the command line', () => {
  assert.deepEqual(readPairs(['alpha=0.01', 'x', 'a=b=c']), { alpha: '0.01', x: '', a: 'b=c' });
  assert.deepEqual(readPeriods(['2020-01-01..2022-12-31', '2020']), [
    { from: '2020-01-01', until: '2022-12-31' },
    { from: '2020', until: '2020' },
  ]);
});
