import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Script, script } from '../contract.ts';
import { checkScript } from './check-script.ts';
import { moveRun } from './move-run.ts';
import { scripts } from './scripts.ts';

test('the scripts that come along keep their shape, and every expectation begins at an inject', () => {
  for (const one of scripts) {
    assert.ok(script.safeParse(one).success, one.id);
    assert.ok(checkScript(one).ok, one.id);
    assert.deepEqual(
      one.injects.map(({ hours }) => hours),
      one.injects.map(({ hours }) => hours).sort((a, b) => a - b),
    );
  }
  assert.equal(new Set(scripts.map(({ id }) => id)).size, scripts.length);
});

test('a script that names an inject that is not there, or one id twice, is refused', () => {
  const [first] = scripts as [Script];
  const code = (more: Partial<Script>) => {
    const checked = checkScript({ ...first, ...more });
    return checked.ok ? 'ok' : checked.error.code;
  };
  assert.equal(code({ injects: first.injects.slice(1, 2) }), 'drill.unknown-inject');
  assert.equal(code({ injects: [...first.injects, ...first.injects] }), 'drill.twice-in-script');
  const turned = first.injects.map((one) => (one.kind === 'visits' ? { ...one, ages: [9, 8] as [number, number] } : one));
  assert.equal(code({ injects: turned }), 'drill.ages-reversed');
});

test('a drill halts and goes on until it ends, and what ended stays so', () => {
  assert.ok(moveRun('running', 'paused').ok && moveRun('paused', 'running').ok && moveRun('paused', 'ended').ok);
  assert.deepEqual([moveRun('ended', 'running').ok, moveRun('running', 'running').ok], [false, false]);
});
