import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { emergencyState, hiddenBecause } from '@songhua/access/contract.ts';

const words = (language: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, 'i18n', `${language}.json`), 'utf8')) as Readonly<
    Record<string, Readonly<Record<string, string>>>
  >;

test('every reason why a record is hidden, and every verdict, has its words in both languages', () => {
  for (const language of ['zh', 'en']) {
    const { because = {}, reviews = {} } = words(language);
    assert.deepEqual(Object.keys(because).toSorted(), hiddenBecause.options.toSorted(), language);
    for (const state of emergencyState.options) assert.ok(reviews[state], `${language} ${state}`);
  }
});
