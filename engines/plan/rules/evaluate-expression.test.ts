import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { evaluatePlainly, Nothing } from '../fixtures/evaluate-plainly.ts';
import { anyExpression, anyIsland, withHidden } from '../fixtures/island-arbitraries.ts';
import { atoll, type Island, islands, ruleFor, sourceOf } from '../fixtures/islands.ts';
import { compileExpression } from './compile-rules.ts';
import { contextOf } from './compiled.ts';
import { evaluateSubject } from './evaluate-rule.ts';
import { both, chosen, either, negated, plainTruth, type Truth } from './values.ts';

function truthOf(text: string, island: Island, detail = false): Truth {
  const compiled = compileExpression(text, islands, 'island');
  assert.ok(compiled.ok, `${text}: ${compiled.ok ? '' : JSON.stringify(compiled.errors)}`);
  return compiled.run(island, contextOf(detail));
}

const status = (text: string, island: Island): boolean | null => truthOf(text, island).value;
const result = (text: string, island: Island) => {
  const found = evaluateSubject(ruleFor(text), sourceOf(island), { type: 'island', id: island.id });
  assert.ok(found);
  return found;
};

const values = [true, false, null] as const;
const truth = (value: boolean | null, margin: number | null = null): Truth => ({ ...plainTruth(value, 0), margin });
const least = (a: boolean | null, b: boolean | null): boolean | null =>
  a === false || b === false ? false : a === null || b === null ? null : true;
const opposite = (a: boolean | null): boolean | null => (a === null ? null : !a);

test('and, or, not and if follow Kleene’s tables, whatever the margins', () => {
  const margin = fc.option(fc.integer({ min: -5, max: 5 }), { nil: null });
  fc.assert(
    fc.property(
      fc.constantFrom(...values),
      fc.constantFrom(...values),
      fc.constantFrom(...values),
      margin,
      margin,
      (x, y, z, m, n) => {
        const [a, b, c] = [truth(x, x === null ? null : m), truth(y, y === null ? null : n), truth(z)];
        assert.equal(both(a, b).value, least(x, y));
        assert.equal(either(a, b).value, opposite(least(opposite(x), opposite(y))));
        assert.equal(negated(a).value, opposite(x));
        const wanted = z === null ? (x === y ? x : null) : z ? x : y;
        assert.equal(
          chosen(
            c,
            () => a,
            () => b,
          ).value,
          wanted,
        );
      },
    ),
  );
});

test('with every fact known, a random expression gives what plain evaluation gives', () => {
  let decided = 0;
  fc.assert(
    fc.property(anyExpression, anyIsland, (text, island) => {
      const plain = evaluatePlainly(text, island);
      if (plain === Nothing) return;
      decided++;
      assert.equal(status(text, island), plain, text);
    }),
    { numRuns: 3000 },
  );
  assert.ok(decided > 2500, `${decided} decided`);
});

test('with facts hidden, what it still decides holds whatever they are', () => {
  let known = 0;
  fc.assert(
    fc.property(
      anyExpression,
      anyIsland.chain((whole) => withHidden(whole).map((seen) => ({ whole, seen }))),
      (text, { whole, seen }) => {
        const plain = evaluatePlainly(text, whole);
        const value = status(text, seen);
        if (value === null || plain === Nothing) return;
        known++;
        assert.equal(value, plain, text);
      },
    ),
    { numRuns: 5000 },
  );
  assert.ok(known > 1000, `${known} decided although facts were hidden`);
});

test('an answer with its facts has the status, margin and evidence of the one without', () => {
  fc.assert(
    fc.property(anyExpression, anyIsland.chain(withHidden), (text, island) => {
      const [short, long] = [truthOf(text, island), truthOf(text, island, true)];
      assert.deepEqual([short.value, short.margin], [long.value, long.margin], text);
      if (short.value !== null) assert.equal(short.rank, long.rank, text);
      if (long.value === null) assert.ok(long.missing.length > 0, `${text} names what is missing`);
    }),
    { numRuns: 3000 },
  );
});

test('the margin has the sign of the answer', () => {
  fc.assert(
    fc.property(anyExpression, anyIsland.chain(withHidden), (text, island) => {
      const { value, margin } = truthOf(text, island);
      if (value === null) assert.equal(margin, null, text);
      else if (margin !== null) assert.ok(value ? margin >= 0 : margin <= 0, `${text}: ${value} by ${margin}`);
    }),
    { numRuns: 3000 },
  );
});

test('the margin is the distance of the deciding comparison from its limit', () => {
  const cases: readonly (readonly [string, boolean, number | null])[] = [
    ['birds >= 7', true, 3],
    ['birds >= 12', false, -2],
    ['birds > 10', false, 0],
    ['birds <= 12', true, 2],
    ['birds between 8 and 11', true, 1],
    ['birds between 11 and 20', false, -1],
    ['birds about 9 within 2', true, 1],
    ['birds = 10', true, 0],
    ['birds = 7', false, -3],
    ['birds >= 7 and ships >= 1', true, 1],
    ['birds >= 7 and ships >= 5', false, -3],
    ['birds >= 12 or ships >= 1', true, 1],
    ['birds >= 12 or ships >= 3', false, -1],
    ['not birds >= 12', true, 2],
    ['open', true, null],
    ['open and birds >= 4', true, 6],
    ['rock = sand and birds >= 4', false, null],
    ['count(nests where ringed) >= 5', false, -2],
    ['every(nests having ringed)', false, -1],
    ['share(nests having ringed) >= 50%', true, 0.25],
  ];
  for (const [text, value, margin] of cases)
    assert.deepEqual([truthOf(text, atoll).value, truthOf(text, atoll).margin], [value, margin], text);
});

test('an unknown condition decides when both branches agree, and else names what is missing', () => {
  const unsure: Island = { ...atoll, birds: undefined };
  assert.equal(status('if birds > 3 then ships >= 1 else ships >= 2', unsure), true);
  assert.equal(status('if birds > 3 then ships >= 3 else ships >= 9', unsure), false);
  assert.equal(status('bands birds { 0 .. <5: ships >= 1, else: ships >= 2 }', unsure), true);
  const open = result('if birds > 3 then ships >= 1 else ships >= 9', unsure);
  assert.equal(open.status, 'unknown');
  assert.match(open.reason?.en ?? '', /“birds” of atoll/);
});

test('bands take their lower edge, and their upper one unless it is left out; outside of all it is unknown', () => {
  const wanted = 'ships >= bands birds { 10 .. <30: 20, 30 .. <50: 50, 50 .. 100: 80 }';
  const at = (birds: number, ships: number): boolean | null => status(wanted, { ...atoll, birds, ships });
  assert.deepEqual(
    [at(10, 20), at(10, 19), at(29, 20), at(30, 49), at(30, 50), at(100, 80), at(100, 79)],
    [true, false, true, false, true, true, false],
  );
  assert.deepEqual([at(9, 99), at(101, 99)], [null, null]);
  assert.match(result(wanted, { ...atoll, birds: 9 }).reason?.en ?? '', /no band covers this figure/);
});

test('a list that is not complete gives at least what it holds', () => {
  const some: Island = { ...atoll, listed: false };
  assert.deepEqual(
    [status('count(nests) >= 4', some), status('count(nests) >= 5', some), status('count(nests) < 4', some)],
    [true, null, false],
  );
  assert.match(result('count(nests) >= 5', some).reason?.en ?? '', /not all nests are listed/);
  assert.equal(status('every(nests having eggs >= 1)', some), false, 'one that lacks it is enough');
  assert.equal(status('every(nests having eggs >= 0)', some), null);
});

test('of a long list those whose code is not known may be meant, and those with another code still say how well that is known', () => {
  const gulls = Array.from({ length: 30 }, () => ({ n: 1, species: 'gull' }));
  const unsure: Island = { ...atoll, nests: [...gulls, { n: 2, species: undefined }] };
  const holds = (text: string) => status(`count(nests where ${text}`, unsure);
  assert.deepEqual(
    [holds('species = gull) >= 30'), holds('species = gull) >= 31'), holds('species = gull) >= 33')],
    [true, null, false],
  );
  assert.deepEqual([holds('species in {tern, crane}) = 0'), holds('ringed and species = tern) > 2')], [null, false]);
  const mixed: Island = { ...unsure, nests: [...gulls, { n: 1, species: 'crane', evidence: 'synthetic' }] };
  assert.equal(result('count(nests where species = gull) >= 31', mixed).evidence, 'synthetic');
});

test('evidence is the weakest of what decided, and of several that would do alone the strongest', () => {
  const mixed: Island = { ...atoll, birdsEvidence: 'synthetic', evidence: 'published' };
  const evidence = (text: string) => result(text, mixed).evidence;
  assert.equal(evidence('birds >= 3 and ships >= 1'), 'synthetic');
  assert.equal(evidence('birds >= 3 or ships >= 1'), 'published');
  assert.equal(evidence('birds >= 30 and ships >= 10'), 'published');
  assert.equal(evidence('birds >= 30 and ships >= 1'), 'synthetic');
  assert.equal(evidence('birds >= 3 and ships >= 10'), 'published', 'the birds did not decide');
  const nests = [
    { n: 1, species: 'gull', evidence: 'synthetic' },
    { n: 1, species: 'tern', evidence: 'published' },
  ] as const;
  assert.equal(result('exists(nests where species = tern)', { ...mixed, nests }).evidence, 'published');
  assert.equal(
    result('count(nests where species = tern) >= 1', { ...mixed, nests }).evidence,
    'synthetic',
    'a count rests on all it looks at',
  );
});

test('facts that decided are listed with value, unit and evidence; those that did not are not', () => {
  const { facts } = result('birds >= 3 and ships >= 10 and count(nests where ringed) >= 1', atoll);
  assert.deepEqual(
    facts.map(({ name, value, unit, evidence }) => [name.en, value, unit?.en, evidence]),
    [['ships', 2, 'ships', 'entered']],
  );
  const [share] = result('share(nests having ringed) >= 90%', atoll).facts;
  assert.deepEqual([share?.name.en, share?.value], ['number of nests with ringed', 3]);
});

test('a link is followed, and is missing where it leads nowhere', () => {
  assert.equal(status('near.birds >= 10', { ...atoll, near: atoll }), true);
  assert.equal(status('near.rock = coral', { ...atoll, near: atoll }), true);
  assert.match(result('near.birds >= 10', atoll).reason?.en ?? '', /birds of the next island/);
});

test('of first, the first figure that is known counts', () => {
  const unsure: Island = { ...atoll, birds: undefined };
  assert.equal(status('first(birds, count(nests)) = 10', atoll), true);
  assert.equal(status('first(birds, count(nests)) = 4', unsure), true);
  assert.equal(status('birds is known', unsure), false);
});

test('dates compare by days', () => {
  assert.deepEqual([status('founded < 2000-01-01', atoll), truthOf('founded < 2000-01-01', atoll).margin], [true, 1]);
  assert.equal(status('founded <= 1999-12-30', atoll), false);
});
