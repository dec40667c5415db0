import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { vetoes } from '@songhua/engine-linkage/person/find-vetoes.ts';
import { personLevels } from '@songhua/engine-linkage/person/person-model.ts';
import { decisionKind, personState, reviewState } from './contract.ts';

type Words = { readonly [key: string]: Words | string };

/** The text under a path of keys; undefined: there is none. */
function textAt(words: Words, ...keys: readonly string[]): string | undefined {
  let at: Words | string | undefined = words;
  for (const key of keys) at = typeof at === 'object' ? at[key] : undefined;
  return typeof at === 'string' ? at : undefined;
}

test('every veto, every way in which two values compare, and every state has its words in both languages', () => {
  for (const language of ['zh', 'en']) {
    const words = JSON.parse(readFileSync(join(import.meta.dirname, 'i18n', `${language}.json`), 'utf8')) as Words;
    const has = (...keys: readonly string[]) => assert.ok(textAt(words, ...keys), `${language}: ${keys.join('.')}`);
    for (const veto of [...Object.keys(vetoes), 'by-account', 'too-large']) has('veto', veto);
    for (const [field, levels] of Object.entries(personLevels)) {
      has('field', field);
      for (const { code } of levels) has('level', field, code);
    }
    for (const state of reviewState.options) has('review-state', state);
    for (const state of personState.options) has('person-state', state);
    for (const kind of decisionKind.options) has('decision', kind);
  }
});
