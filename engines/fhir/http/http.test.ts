import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkPreconditions, isNotModified } from './check-preconditions.ts';
import { readConditions, readHttpDate } from './conditions.ts';
import { readContentType } from './content-type.ts';
import {
  decideConditionalCreate,
  decideConditionalDelete,
  decideConditionalUpdate,
  decideExactlyOne,
} from './decide-conditional.ts';
import { negotiate } from './negotiate.ts';
import { preferenceApplied, readPrefer } from './prefer.ts';
import { statusLine } from './status-line.ts';

const codeOf = (result: { readonly ok: boolean; readonly error?: { readonly code: string } }) =>
  result.ok ? 'ok' : result.error?.code;

const conditions = (headers: Record<string, string>, type?: string) => {
  const result = readConditions(headers, type);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
};

test('versions are read weak or strong, one or several, and * is any', () => {
  assert.deepEqual(conditions({ 'if-match': 'W/"12"' }), { ifMatch: { any: false, versions: ['12'] } });
  assert.deepEqual(conditions({ 'if-match': '"3"' }), { ifMatch: { any: false, versions: ['3'] } });
  assert.deepEqual(conditions({ 'if-none-match': ' W/"1" , "a,b",W/"3"' }), {
    ifNoneMatch: { any: false, versions: ['1', 'a,b', '3'] },
  });
  assert.deepEqual(conditions({ 'if-none-match': '*' }), { ifNoneMatch: { any: true } });
  assert.deepEqual(conditions({}), {});
});

test('a condition that cannot be read is refused by its name, never dropped', () => {
  for (const [header, field] of [
    ['if-match', 'If-Match'],
    ['if-none-match', 'If-None-Match'],
  ] as const) {
    for (const value of ['3', 'W/3', '', ',', '"1" "2"', '"1', 'w/"1"', '*, "1"']) {
      const result = readConditions({ [header]: value });
      assert.ok(!result.ok, `${header}: ${value}`);
      assert.equal(result.error.code, 'records.invalid-condition');
      assert.deepEqual([result.error.errors?.[0]?.field, result.error.errors?.[0]?.value], [field, value]);
    }
  }
});

test('If-None-Exist holds search parameters, with or without the type before them', () => {
  const read = (text: string) => conditions({ 'if-none-exist': text }, 'Patient').ifNoneExist;
  for (const text of ['identifier=urn:x|1', '?identifier=urn:x|1', 'Patient?identifier=urn:x|1'])
    assert.equal(read(text), 'identifier=urn:x|1');
  assert.equal(read('name=%E5%BC%A0&birthdate=ge1980'), 'name=%E5%BC%A0&birthdate=ge1980');
  for (const text of ['', '?', 'identifier', '=1', 'Person?identifier=1', '&'])
    assert.equal(codeOf(readConditions({ 'if-none-exist': text }, 'Patient')), 'records.invalid-condition', text);
});

test('the three forms of an HTTP date are one moment; what is none is ignored as HTTP wants', () => {
  const moment = Date.UTC(1994, 10, 6, 8, 49, 37);
  for (const text of ['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994'])
    assert.equal(readHttpDate(text), moment, text);
  for (const text of [
    '',
    'yesterday',
    '1994-11-06T08:49:37Z',
    'Sun, 06 Nov 1994 08:49:37 +0800',
    'Sun, 46 Nov 1994 08:49:37 GMT',
  ])
    assert.equal(readHttpDate(text), undefined, text);
  assert.deepEqual(conditions({ 'if-modified-since': 'yesterday' }), {});
});

const current = { version: '3', lastUpdated: Date.UTC(2026, 0, 1, 0, 0, 0, 900) };

test('a reader who has the version, or has seen the second it was written in, gets 304', () => {
  assert.equal(isNotModified(conditions({ 'if-none-match': 'W/"2", W/"3"' }), current), true);
  assert.equal(isNotModified(conditions({ 'if-none-match': 'W/"2"' }), current), false);
  assert.equal(isNotModified(conditions({ 'if-none-match': '*' }), current), true);
  assert.equal(isNotModified(conditions({ 'if-modified-since': 'Thu, 01 Jan 2026 00:00:00 GMT' }), current), true);
  assert.equal(isNotModified(conditions({ 'if-modified-since': 'Wed, 31 Dec 2025 23:59:59 GMT' }), current), false);
  const both = { 'if-none-match': 'W/"2"', 'if-modified-since': 'Thu, 01 Jan 2026 00:00:00 GMT' };
  assert.equal(isNotModified(conditions(both), current), false, 'the version outweighs the date');
  assert.equal(isNotModified({}, current), false);
});

test('a write goes on only over the version it names, or where it may be the first', () => {
  const judge = (headers: Record<string, string>, now: typeof current | null = current) =>
    codeOf(checkPreconditions(conditions(headers), now, 'Patient/1'));
  assert.equal(judge({}), 'ok');
  assert.equal(judge({}, null), 'ok');
  assert.equal(judge({ 'if-match': 'W/"3"' }), 'ok');
  assert.equal(judge({ 'if-match': 'W/"1", W/"3"' }), 'ok');
  assert.equal(judge({ 'if-match': '*' }), 'ok');
  assert.equal(judge({ 'if-match': 'W/"2"' }), 'records.version-conflict');
  assert.equal(judge({ 'if-match': 'W/"3"' }, null), 'records.version-gone');
  assert.equal(judge({ 'if-match': '*' }, null), 'records.version-gone');
  assert.equal(judge({ 'if-none-match': '*' }), 'records.already-exists');
  assert.equal(judge({ 'if-none-match': '*' }, null), 'ok');
  assert.equal(judge({ 'if-none-match': 'W/"2"' }), 'ok');
  assert.equal(judge({ 'if-unmodified-since': 'Thu, 01 Jan 2026 00:00:00 GMT' }), 'ok');
  assert.equal(judge({ 'if-unmodified-since': 'Wed, 31 Dec 2025 23:59:59 GMT' }), 'records.version-conflict');
});

const matches = (...ids: string[]) => ({ type: 'Patient', criteria: 'identifier=1', ids });

test('a conditional create creates, answers with the one found, or refuses several', () => {
  assert.deepEqual(decideConditionalCreate(matches()), { ok: true, value: { act: 'create' } });
  assert.deepEqual(decideConditionalCreate(matches('a')), { ok: true, value: { act: 'answer', id: 'a' } });
  assert.equal(codeOf(decideConditionalCreate(matches('a', 'b'))), 'records.several-matches');
});

test('a conditional update never overwrites what its condition did not find', () => {
  assert.deepEqual(decideConditionalUpdate(matches(), undefined, false), { ok: true, value: { act: 'create' } });
  assert.deepEqual(decideConditionalUpdate(matches(), 'x', false), { ok: true, value: { act: 'create', id: 'x' } });
  assert.equal(codeOf(decideConditionalUpdate(matches(), 'x', true)), 'records.id-taken');
  assert.deepEqual(decideConditionalUpdate(matches('a'), undefined, false), { ok: true, value: { act: 'update', id: 'a' } });
  assert.deepEqual(decideConditionalUpdate(matches('a'), 'a', true), { ok: true, value: { act: 'update', id: 'a' } });
  assert.equal(codeOf(decideConditionalUpdate(matches('a'), 'b', true)), 'records.match-has-other-id');
  assert.equal(codeOf(decideConditionalUpdate(matches('a', 'b'), 'a', true)), 'records.several-matches');
});

test('a conditional delete of nothing is done, of several needs leave; a patch needs exactly one', () => {
  assert.deepEqual(decideConditionalDelete(matches(), false), { ok: true, value: [] });
  assert.deepEqual(decideConditionalDelete(matches('a'), false), { ok: true, value: ['a'] });
  assert.equal(codeOf(decideConditionalDelete(matches('a', 'b'), false)), 'records.several-matches');
  assert.deepEqual(decideConditionalDelete(matches('a', 'b'), true), { ok: true, value: ['a', 'b'] });
  assert.equal(codeOf(decideExactlyOne(matches())), 'records.no-match');
  assert.deepEqual(decideExactlyOne(matches('a')), { ok: true, value: 'a' });
  assert.equal(codeOf(decideExactlyOne(matches('a', 'b'))), 'records.several-matches');
});

test('preferences are read where known; the first of two counts and the unknown is no error', () => {
  assert.deepEqual(readPrefer('return=minimal'), { return: 'minimal', respondAsync: false });
  assert.deepEqual(readPrefer('RESPOND-ASYNC, handling="lenient"; x=y, return=operationoutcome'), {
    return: 'OperationOutcome',
    handling: 'lenient',
    respondAsync: true,
  });
  assert.deepEqual(readPrefer('return=representation, return=minimal'), { return: 'representation', respondAsync: false });
  for (const header of [undefined, '', ',,;=', 'return', 'return=everything', 'handling=', 'x="a, respond-async"'])
    assert.deepEqual(readPrefer(header), { respondAsync: false }, String(header));
  assert.equal(preferenceApplied({ return: 'minimal', respondAsync: true }), 'return=minimal, respond-async');
  assert.equal(preferenceApplied({ respondAsync: false }), '');
});

const typeOf = (accept?: string, format?: string) => {
  const result = negotiate({ accept, format });
  return result.ok ? result.value.contentType : (result.error.errors?.[0]?.rule ?? '');
};

test('JSON is answered under the name the client prefers', () => {
  const fhir = 'application/fhir+json; charset=utf-8';
  const json = 'application/json; charset=utf-8';
  assert.equal(typeOf(), fhir);
  for (const accept of ['', '*/*', 'application/*', 'application/fhir+json', 'text/html,application/xhtml+xml,*/*;q=0.8'])
    assert.equal(typeOf(accept), fhir, accept);
  assert.equal(typeOf('application/json'), json);
  assert.equal(typeOf('application/fhir+xml, application/json;q=0.5'), json);
  assert.equal(typeOf('application/json;q=0.9, application/fhir+json;q=0.8'), json);
  assert.equal(typeOf('*/*, application/fhir+json;q=0'), json);
  assert.equal(typeOf('text/json'), 'text/json; charset=utf-8');
  assert.equal(typeOf('application/fhir+json; fhirVersion=4.0'), 'application/fhir+json; fhirVersion=4.0; charset=utf-8');
});

test('_format outweighs Accept, and a + that became a blank is understood', () => {
  for (const format of ['json', 'application/fhir+json', 'application/fhir json', 'JSON', 'application/fhir+json; charset=UTF-8'])
    assert.equal(typeOf('application/fhir+xml', format), 'application/fhir+json; charset=utf-8', format);
  assert.equal(typeOf(undefined, 'application/json'), 'application/json; charset=utf-8');
});

test('XML, Turtle, another FHIR version and another character set are refused with the reason', () => {
  for (const accept of ['application/fhir+xml', 'text/xml', 'text/turtle', 'application/fhir+json;q=0', 'nonsense', 'image/*'])
    assert.equal(typeOf(accept), 'media-type', accept);
  for (const format of ['xml', 'application/fhir+xml', 'ttl', 'html', '', 'toString'])
    assert.equal(typeOf(undefined, format), 'media-type', format);
  assert.equal(typeOf('application/fhir+json; fhirVersion=5.0'), 'fhir-version');
  assert.equal(typeOf('application/fhir+json; charset=gb18030'), 'charset');
  assert.equal(typeOf(undefined, 'application/fhir+json; fhirVersion=3.0'), 'fhir-version');
  assert.equal(codeOf(negotiate({ accept: 'text/xml' })), 'records.not-acceptable');
});

test('_pretty is true or false', () => {
  assert.deepEqual(negotiate({ pretty: 'true' }), {
    ok: true,
    value: { contentType: 'application/fhir+json; charset=utf-8', pretty: true },
  });
  assert.equal(codeOf(negotiate({ pretty: 'yes' })), 'records.invalid-parameter');
});

test('a body is known by its type; what is not taken is refused with what is', () => {
  assert.deepEqual(readContentType('application/fhir+json; charset=UTF-8', ['resource']), { ok: true, value: 'resource' });
  assert.deepEqual(readContentType('application/json-patch+json', ['resource', 'json-patch']), { ok: true, value: 'json-patch' });
  assert.deepEqual(readContentType('application/merge-patch+json', ['merge-patch']), { ok: true, value: 'merge-patch' });
  for (const [header, rule] of [
    [undefined, 'media-type'],
    ['', 'media-type'],
    ['application/fhir+xml', 'media-type'],
    ['application/json-patch+json', 'media-type'],
    ['constructor/x', 'media-type'],
    ['application/json; charset=gbk', 'charset'],
    ['application/fhir+json; fhirVersion=4.3', 'fhir-version'],
  ]) {
    const result = readContentType(header, ['resource']);
    assert.ok(!result.ok, header);
    assert.equal(result.error.errors?.[0]?.rule, rule);
    assert.match(String(result.error.params?.['taken']), /application\/fhir\+json/);
  }
});

test('a status has its phrase, and an unknown one stands alone', () => {
  assert.deepEqual([201, 412, 299].map(statusLine), ['201 Created', '412 Precondition Failed', '299']);
});

test('whatever the headers say is read or refused, never thrown at', () => {
  const alphabet = fc.string({
    unit: fc.constantFrom('"', ',', ';', '=', '*', '/', 'W', '\\', ' ', 'q', '0', '%', 'a', '?', '&', '+'),
  });
  const text = fc.oneof(alphabet, fc.string());
  fc.assert(
    fc.property(text, (value) => {
      readConditions({ 'if-match': value, 'if-none-exist': value, 'if-modified-since': value });
      readConditions({ 'if-none-match': value, 'if-none-exist': `Patient?${value}` }, 'Patient');
      readPrefer(value);
      negotiate({ accept: value });
      negotiate({ format: value, pretty: value });
      readContentType(value, ['resource']);
    }),
    { numRuns: 1000 },
  );
});
