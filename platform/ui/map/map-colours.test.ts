import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { mapColours } from './map-colours.ts';

const css = readFileSync(join(import.meta.dirname, 'map.css'), 'utf8');
const colours = (selector: string): string[] => {
  const block = css.slice(css.indexOf(`${selector} {`));
  return [...block.slice(0, block.indexOf('}')).matchAll(/#[0-9a-f]{6}/g)].map(([colour]) => colour);
};

test('the canvas and the style sheet draw with the same colours', () => {
  for (const [theme, selector] of [
    ['light', ':root'],
    ['dark', ":root[data-theme='dark']"],
  ] as const) {
    const { land, line, mark, steps } = mapColours[theme];
    assert.deepEqual(colours(selector), [land, line, mark, ...steps]);
  }
});
