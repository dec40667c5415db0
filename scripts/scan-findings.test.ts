import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sqlmapFindings, sqlmapTested, wapitiFindings } from './scan-findings.ts';

const injectable = `[INFO] testing 'AND boolean-based blind'
sqlmap identified the following injection point(s) with a total of 44 HTTP(s) requests:
---
Parameter: id (GET)
    Type: boolean-based blind
---`;

test('what sqlmap can inject into is named, and what it only tries is not', () => {
  assert.deepEqual(sqlmapFindings('http://127.0.0.1/a', injectable), [
    { by: 'sqlmap', where: 'http://127.0.0.1/a', what: 'injectable: id (GET)' },
  ]);
  assert.deepEqual(sqlmapFindings('http://127.0.0.1/a', "[INFO] testing 'AND boolean-based blind'\nall tested parameters"), []);
});

test('an address that sqlmap gave up on was not tested', () => {
  assert.ok(sqlmapTested(injectable));
  assert.equal(sqlmapTested('[INFO] testing connection to the target URL\n[CRITICAL] page not found (404)'), false);
});

test('of wapiti’s report the weaknesses and answers with 500 count, slow answers do not', () => {
  const entry = { path: '/a', parameter: 'name', info: 'as it is' };
  const report = {
    vulnerabilities: { 'SQL Injection': [entry], 'Cross Site Scripting': [] },
    anomalies: { 'Internal Server Error': [{ ...entry, parameter: null }], 'Resource consumption': [entry] },
  };
  assert.deepEqual(wapitiFindings(JSON.stringify(report)), [
    { by: 'wapiti', where: '/a (name)', what: 'SQL Injection: as it is' },
    { by: 'wapiti', where: '/a', what: 'Internal Server Error: as it is' },
  ]);
});
