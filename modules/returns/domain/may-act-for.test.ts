import assert from 'node:assert/strict';
import { test } from 'node:test';
import { view } from '../fixtures/words.ts';
import { mayActFor, mayReview } from './may-act-for.ts';

const { areas } = view();
const codeOf = (result: ReturnType<typeof mayActFor>): string => (result.ok ? 'may' : result.error.code);

test('an account acts for its own area and what lies in it; without an area, for all', () => {
  assert.equal(codeOf(mayActFor(areas, '220281', '220281')), 'may');
  assert.equal(codeOf(mayActFor(areas, '220281', '220282')), 'returns.area-not-yours');
  assert.equal(codeOf(mayActFor(areas, '220281', '220200')), 'returns.area-not-yours');
  assert.equal(codeOf(mayActFor(areas, '220200', '220282')), 'may');
  assert.equal(codeOf(mayActFor(areas, undefined, '220282')), 'may');
});

test('returns are made for the city and its counties, not for towns or areas nobody knows', () => {
  assert.equal(codeOf(mayActFor(areas, undefined, '220281001')), 'returns.unknown-area');
  assert.equal(codeOf(mayActFor(areas, undefined, '110000')), 'returns.unknown-area');
});

test('only the city reviews: an account of a county may not, not even its own', () => {
  assert.equal(codeOf(mayReview(areas, '220281')), 'returns.own-review');
  assert.equal(codeOf(mayReview(areas, '220200')), 'may');
  assert.equal(codeOf(mayReview(areas, undefined)), 'may');
});
