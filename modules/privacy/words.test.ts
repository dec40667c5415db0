import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  emergencyState,
  hiddenBecause,
  consentKinds as kindsOfApi,
  consentLabels as labelsOfApi,
  consentPurposes as purposesOfApi,
} from '@songhua/access/contract.ts';
import { consentKinds, consentLabels, consentPurposes } from './contract.ts';

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

test('every kind of record and purpose that a resident can limit is offered, in both languages', () => {
  assert.deepEqual([consentKinds, consentLabels, consentPurposes], [kindsOfApi, labelsOfApi, purposesOfApi]);
  for (const language of ['zh', 'en']) {
    const { kind = {}, label = {}, purpose = {} } = words(language)['mine'] as unknown as Record<string, Record<string, string>>;
    assert.deepEqual(Object.keys(kind), [...kindsOfApi], language);
    assert.deepEqual(Object.keys(label), [...labelsOfApi], language);
    assert.deepEqual(Object.keys(purpose), [...purposesOfApi], language);
  }
});
