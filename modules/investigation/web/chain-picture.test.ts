import assert from 'node:assert/strict';
import { test } from 'node:test';
import { light } from '@songhua/ui/palette.ts';
import type { Chains } from '../contract.ts';
import { findNodes, firstFolding, openTo, pictureOf, planChains, turn } from './chain-picture.ts';
import { chainsAsSvg } from './chain-svg.ts';
import { drawChains, nodeAt, wholeSight, zoomed } from './draw-chains.ts';

const count = 5_000;
const idOf = (at: number): string => `case-${String(at).padStart(5, '0')}`;
const day = (at: number): string => new Date(Date.UTC(2026, 0, 1 + Math.floor(5 * Math.log2(at + 1)))).toISOString().slice(0, 10);

/** Each infects two, but for the last five hundred, who stand alone. */
const large: Pick<Chains, 'nodes' | 'pairs'> = {
  nodes: Array.from({ length: count }, (_, at) => ({
    ...{ id: idOf(at), serial: at + 1, name: `病例${at}`, onset: at % 50 === 49 ? null : day(at) },
    classification: at % 3 === 0 ? ('confirmed' as const) : ('suspected' as const),
  })),
  pairs: Array.from({ length: count - 501 }, (_, at) => ({
    ...{ infector: idOf(Math.floor(at / 2)), infectee: idOf(at + 1) },
    by: at % 2 === 0 ? ('person' as const) : ('rule' as const),
  })),
};
const plan = planChains(large as Chains);
const size = { width: 1_200, height: 560 };

/** What is asked of a canvas, noted down. */
function noting() {
  const marks: [number, number][] = [];
  const texts: string[] = [];
  const known: Record<string, unknown> = {
    rect: (x: number, y: number, width: number) => void (width < 50 && marks.push([x, y])),
    fillRect: (x: number, y: number, width: number, height: number) => void (width === 2 && height === 2 && marks.push([x, y])),
    closePath: () => void marks.push([0, 100]),
    fillText: (text: string) => void texts.push(text),
  };
  const on = new Proxy({}, { get: (_, key) => known[String(key)] ?? (() => {}), set: () => true });
  return { on: on as CanvasRenderingContext2D, marks, texts };
}

test('of 5,000 cases so many generations are opened first as can be read, and all of them stand in it or below a fold', () => {
  const picture = pictureOf(plan, firstFolding(plan));
  assert.ok(picture.shown.length > 50 && picture.shown.length <= 150, String(picture.shown.length));
  const away = [...picture.folded].reduce((sum, at) => sum + ((picture.layout.row[at] ?? -1) < 0 ? 0 : (plan.below[at] ?? 0)), 0);
  assert.equal(picture.shown.length + away, count - 500, 'those of no chain stand apart');
});

test('with everything opened all 5,000 are drawn, and close up only those in view', () => {
  const picture = pictureOf(plan, { depth: plan.generations, turned: new Set(), lone: true });
  assert.equal(picture.shown.length, count);
  const sight = wholeSight(picture, size);
  const [far, near] = [noting(), noting()];
  drawChains(far.on, { ...size, height: picture.layout.rows + 200 }, sight, picture, { chosen: null, found: new Set() }, light);
  assert.equal(far.marks.length, count);
  drawChains(near.on, size, zoomed(sight, 22, { x: 600, y: 300 }), picture, { chosen: null, found: new Set() }, light);
  assert.ok(near.marks.length < 200, String(near.marks.length));
});

test('a search opens what is folded above a case, also one of no chain, and it is found where it was drawn', () => {
  const folding = firstFolding(plan);
  for (const q of ['#4321', '#4990']) {
    const [at = -1] = findNodes(plan, q);
    const before = pictureOf(plan, folding);
    assert.ok((before.layout.row[at] ?? 0) < 0);
    const after = pictureOf(plan, openTo(plan, before, folding, at));
    assert.ok((after.layout.row[at] ?? -1) >= 0);
    const sight = { day: 20, row: 20, left: 0, top: 0 };
    assert.equal(nodeAt(sight, after, (after.layout.x[at] ?? 0) * 20, (after.layout.row[at] ?? 0) * 20), at);
  }
});

test('a fold turned twice is as it was, and the SVG has a mark for each case that is shown and names nobody', () => {
  const folding = firstFolding(plan);
  const once = turn(folding, 0);
  assert.equal(pictureOf(plan, once).folded.has(0), true);
  assert.deepEqual(pictureOf(plan, turn(once, 0)).shown, pictureOf(plan, folding).shown);
  const picture = pictureOf(plan, folding);
  const svg = chainsAsSvg(picture, light);
  assert.equal(svg.match(/>#\d+/g)?.length, picture.shown.length);
  assert.doesNotMatch(svg, /病例/);
});
