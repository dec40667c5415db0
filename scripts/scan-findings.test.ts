import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answered, sqlmapFindings, sqlmapTested, wapitiFindings } from './scan-findings.ts';

const injectable = `[INFO] testing 'AND boolean-based blind'
sqlmap identified the following injection point(s) with a total of 44 HTTP(s) requests:
---
Parameter: id (GET)
    Type: boolean-based blind
    Title: AND boolean-based blind
    Payload: id=1 AND 3330=3330
---`;

test('what sqlmap can inject into is named, and what it only tries is not', () => {
  assert.deepEqual(sqlmapFindings('http://127.0.0.1/a', injectable), [
    { by: 'sqlmap', where: 'http://127.0.0.1/a', what: 'injectable: id (GET); AND boolean-based blind; id=1 AND 3330=3330' },
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

test('requests are counted over all routes and statuses; answers with 5xx are findings', () => {
  const measures = `# TYPE songhua_http_request_seconds histogram
songhua_http_request_seconds_bucket{le="1",method="GET",route="/a",status="200"} 5
songhua_http_request_seconds_count{method="GET",route="/a",status="200"} 5
songhua_http_request_seconds_count{method="GET",route="/a",status="400"} 7
songhua_http_request_seconds_count{method="GET",route="/b",status="503"} 2
`;
  const fault = { by: 'server', where: '/b', what: '2 answers with 503' };
  assert.deepEqual(answered(measures), { requests: 14, faults: [fault] });
});
