import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkCopiedText } from './copied-text.ts';
import { assertClean, assertFound, file } from './plant.ts';
import { readRepository, root } from './source.ts';

// An invented document: 36 characters in its first sentence.
const invented = '甲城每一个区都应当在河边修建三座白色的灯塔，并由十二名守塔人轮流点亮到天明为止。乙城不必。';
const judge = (text: string) => checkCopiedText([file('plans/a/plan.yaml', text)], [invented]);

test('found: a sentence of a document, also when it is broken over lines and its punctuation is gone', () => {
  assertFound(judge(`summary: ${invented}`), 'copied.text');
  assertFound(judge('x: 甲城每一个区 都应当在河边\n  修建三座白色的灯塔 并由十二名守塔人轮流点亮'), 'copied.text');
});

test('the place is named by its line and the copied words', () => {
  const [finding] = judge(`a: b\nc: ${invented}`);
  assert.equal(finding?.line, 2);
  assert.match(finding?.message ?? '', /甲城每一个区都应当/);
});

test('left alone: figures and names that are facts, and a summary in other words', () => {
  assertClean(judge('每个区三座灯塔，十二名守塔人；在河边修建三座白色的灯塔。'));
});

test('no sentence of the plan documents stands in the repository', (t) => {
  const folder = join(root, '../shared/seeds');
  if (!existsSync(folder)) return t.skip('the documents in ../shared/seeds are absent: nothing was compared');
  const documents = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  assert.equal(documents.length, 2);
  assertClean(checkCopiedText(readRepository(), documents));
});
