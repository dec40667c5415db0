import assert from 'node:assert/strict';
import { type Finding, report, type SourceFile } from './source.ts';

/** A file that exists only in a test. */
export const file = (path: string, text: string): SourceFile => ({ path, text });

/** Asserts that the rule says nothing; prints what it says otherwise. */
export const assertClean = (findings: readonly Finding[]): void => assert.equal(report(findings), '');

/** Asserts that the rules found are exactly these, in any order: what a planted violation must bring about. */
export const assertFound = (findings: readonly Finding[], ...rules: string[]): void =>
  assert.deepEqual(findings.map(({ rule }) => rule).sort(), rules.sort(), report(findings));
