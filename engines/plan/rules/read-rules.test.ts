import assert from 'node:assert/strict';
import { test } from 'node:test';
import { islands } from '../fixtures/islands.ts';
import { describeError } from '../plan-error.ts';
import { readRules } from './compile-rules.ts';

const rule = (more: string): string => `rules:
  - id: R1
    clauses: ["1"]
    summary: { zh: "每个岛", en: "each island" }
    scope: { subject: island, text: { zh: "每个岛", en: "each island" } }
    deadline: null
    severity: must
    unit: null
    source: { section: "一、", locator: "每个岛" }
${more}`;

const faults = (text: string): string[] => {
  const read = readRules('rules.yaml', text, islands);
  assert.ok(!read.ok);
  return read.errors.map((error) => describeError(error, 'en'));
};

test('a good file gives its rules as data, with what it leaves out filled in', () => {
  const read = readRules('rules.yaml', rule('    require: "birds >= 3"\n'), islands);
  assert.ok(read.ok);
  assert.deepEqual(
    read.value.map(({ id, decimals, notes }) => [id, decimals, notes]),
    [['R1', 0, []]],
  );
});

test('a fault in an expression names line and column of the file, in every way of writing it', () => {
  assert.match(
    faults(rule('    require: bird >= 3\n'))[0] ?? '',
    /^rules\.yaml:10:14 rules\[0\]\.require \[expression-unknown-name\] .*did you mean “birds”/,
  );
  assert.match(faults(rule('    require: "open and bird >= 3"\n'))[0] ?? '', /^rules\.yaml:10:24 /);
  assert.match(faults(rule('    require: |-\n      open\n      and bird >= 3\n'))[0] ?? '', /^rules\.yaml:12:11 /);
  // Folded lines do not stand in the file as they are read: then the place within the expression is told.
  assert.match(
    faults(rule('    require: >-\n      open and\n      bird >= 3\n'))[0] ?? '',
    /^rules\.yaml:10 .*line 1, column 10 of the expression/,
  );
});

test('faults of all expressions come together: scope, readings and their own scopes', () => {
  const text = rule(`    readings:
      - { id: a, text: { zh: "甲", en: "a" }, require: "birds >=" }
      - { id: a, text: { zh: "乙", en: "b" }, require: "open", scope: { subject: isle, text: { zh: "岛", en: "isle" } } }
`).replace('subject: island,', 'subject: island, where: "ships",');
  assert.deepEqual(
    faults(text).map((fault) => /^\S+ (\S+ \[\S+\])/.exec(fault)?.[1]),
    [
      'rules[0].readings[1].id [duplicate-id]',
      'rules[0].scope.where [expression-type]',
      'rules[0].readings[0].require [expression-syntax]',
      'rules[0].readings[1].scope.subject [undefined-subject]',
    ],
  );
});

test('what is no rule is refused: neither or both of require and readings, an unknown key, an id used twice', () => {
  assert.match(faults(rule('')).join(), /needs exactly one of require and readings/);
  assert.match(faults(rule('    require: open\n    requires: open\n')).join(), /unknown key requires/);
  const twice = `${rule('    require: open\n')}${rule('    require: open\n').replace('rules:\n', '')}`;
  assert.match(faults(twice).join(), /rules\[1\]\.id \[duplicate-id\]/);
});

test('without a vocabulary the expressions are kept as they are, for whoever has the words', () => {
  assert.ok(readRules('rules.yaml', rule('    require: "anything at all"\n'), null).ok);
});
