import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../random.ts';
import { drawGivenName, drawSurname } from './draw-name.ts';
import { surnames } from './surnames.ts';

const many = 20_000;

function shares(draw: () => string): (name: string) => number {
  const counts = new Map<string, number>();
  for (let at = 0; at < many; at += 1) {
    const name = draw();
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return (name) => (counts.get(name) ?? 0) / many;
}

test('surnames come as often as their weights say, compound ones too', () => {
  const random = seededRandom('surnames');
  const share = shares(() => drawSurname(random));
  const total = surnames.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [name, weight] of surnames.slice(0, 30))
    assert.ok(Math.abs(share(name) - weight / total) < 0.2 * (weight / total) + 0.002, `${name} ${share(name)}`);
  assert.ok(share('欧阳') > 0);
  assert.equal(new Set(surnames.map(([name]) => name)).size, surnames.length);
});

test('given names go with their decade and sex', () => {
  const random = seededRandom('given');
  const old = shares(() => drawGivenName(random, 'female', 1945));
  const young = shares(() => drawGivenName(random, 'female', 2014));
  assert.ok(old('淑珍') > 0.02 && young('淑珍') === 0);
  assert.ok(young('梓涵') > 0.02 && old('梓涵') === 0);
  const men = shares(() => drawGivenName(random, 'male', 1965));
  assert.ok(men('军') > 0.03 && men('淑珍') === 0);
  assert.match(drawGivenName(random, 'male', 1899), /^\p{Script=Han}{1,2}$/u);
  assert.match(drawGivenName(random, 'female', 2031), /^\p{Script=Han}{1,2}$/u);
});

test('the same seed gives the same names', () => {
  const names = (seed: string): string[] => {
    const random = seededRandom(seed);
    return Array.from({ length: 50 }, () => drawSurname(random) + drawGivenName(random, 'male', 1988));
  };
  assert.deepEqual(names('a'), names('a'));
  assert.notDeepEqual(names('a'), names('b'));
});
