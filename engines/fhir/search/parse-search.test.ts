import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ask, context, pairs, read } from './fixtures/world.ts';
import { parseSearch, printSearch } from './parse-search.ts';
import type { Filter } from './types.ts';

/** What a query is refused for: `field rule`, in order. */
const refusals = (query: string): string[] => {
  const search = ask(query);
  return search.ok ? [] : search.errors.map(({ field, rule }) => `${field} ${rule.replace('search.', '')}`);
};

test('what is not understood is refused by name, rule and value, in both languages', () => {
  const search = ask('Patient?foo=1&name:foo=x&birthdate=13&gender=male');
  assert.ok(!search.ok);
  assert.deepEqual(
    search.errors.map(({ field, rule, value }) => [field, rule, value]),
    [
      ['foo', 'search.unknown-parameter', '1'],
      ['name:foo', 'search.unknown-modifier', 'x'],
      ['birthdate', 'search.value', '13'],
    ],
  );
  for (const { message } of search.errors)
    assert.ok(/[\u4e00-\u9fff]/.test(message.zh) && /^[\x20-\x7e]+$/.test(message.en), message.en);
});

test('every kind of mistake has its rule', () => {
  for (const [query, ...found] of [
    ['Patient?name=', 'name empty'],
    ['Patient?name=a,', 'name empty'],
    ['Patient?=x', ' empty'],
    ['Patient?gender:exact=male', 'gender:exact unknown-modifier'],
    ['Patient?gender:of-type=a|b|c', 'gender:of-type unknown-modifier'],
    ['Patient?name:not=x', 'name:not unknown-modifier'],
    ['Patient?active=yes', 'active value'],
    ['Patient?active:missing=yes', 'active:missing value'],
    ['Patient?identifier=a|b|c', 'identifier value'],
    ['Patient?identifier=|', 'identifier empty'],
    ['Patient?organization=a/b', 'organization value'],
    ['Patient?organization=Cat/1', 'organization value'],
    ['Patient?organization:Cat=1', 'organization:Cat unknown-type'],
    ['Patient?organization:Patient=1', 'organization:Patient no-chain'],
    ['Observation?patient=Group/1', 'patient value'],
    ['Patient?name.x=1', 'name.x no-chain'],
    ['Patient?organization.foo=1', 'organization.foo unknown-parameter'],
    ['Observation?subject.foo=1', 'subject.foo unknown-parameter'],
    ['Observation?subject.birthdate=x', 'subject.birthdate value'],
    ['Patient?_has:Observation:code=1', '_has:Observation:code syntax'],
    ['Patient?_has:Cat:patient:code=1', '_has:Cat:patient:code unknown-type'],
    ['Patient?_has:Observation:code:code=1', '_has:Observation:code:code no-chain'],
    ['Practitioner?_has:Observation:patient:code=1', '_has:Observation:patient:code no-chain'],
    ['Observation?value-quantity=5|a|b|c', 'value-quantity value'],
    ['Observation?value-quantity=x', 'value-quantity value'],
    ['Observation?code-value-quantity=a', 'code-value-quantity value'],
    ['Observation?code-value-quantity=a$x', 'code-value-quantity value'],
    ['Location?near=91|0', 'near value'],
    ['Location?near=1|2|3|kg', 'near value'],
    ['Location?near=1', 'near value'],
    ['Patient?_list=$current-problems', '_list not-supported'],
    ['Patient?_list=a/b', '_list value'],
    ['Patient?_text="a', '_text syntax'],
    ['Patient?_text=a and', '_text syntax'],
    ['Patient?_text=)', '_text syntax'],
    ['Patient?_sort=foo', '_sort unknown-parameter'],
    ['Observation?_sort=code-value-quantity', '_sort not-supported'],
    ['Patient?_sort=name&_sort=_id', '_sort repeated'],
    ['Patient?_count=-1', '_count value'],
    ['Patient?_count=x', '_count value'],
    ['Patient?_total=some', '_total value'],
    ['Patient?_summary=x', '_summary value'],
    ['Patient?_summary:x=true', '_summary:x unknown-modifier'],
    ['Patient?_elements=foo', '_elements value'],
    ['Patient?_contained=x', '_contained value'],
    ['Patient?_query=x', '_query not-supported'],
    ['Patient?_type=Patient', '_type not-supported'],
    ['?_type=Cat', '_type unknown-type'],
    ['?name=x', 'name unknown-parameter'],
    ['?_type=Patient,Observation&name=x', 'name unknown-parameter'],
    ['Patient?_include=Patient', '_include syntax'],
    ['Patient?_include=Cat:x', '_include unknown-type'],
    ['Patient?_include=Patient:foo', '_include unknown-parameter'],
    ['Patient?_include=Patient:name', '_include no-chain'],
    ['Patient?_include=Patient:organization:Cat', '_include unknown-type'],
    ['Patient?_include:recurse=Patient:link', '_include:recurse unknown-modifier'],
    ['Patient?_filter=name co', '_filter syntax'],
    ['Patient?_filter=(name co x', '_filter syntax'],
    ['Patient?_filter=name co "x', '_filter syntax'],
    ['Patient?_filter=name co x y', '_filter syntax'],
    ['Patient?_filter=foo eq 1', '_filter unknown-parameter'],
    ['Patient?_filter=name gt 1', '_filter value'],
    ['Patient?_filter=name.x eq 1', '_filter no-chain'],
    ['Patient?_filter=organization[name eq x] eq 1', '_filter syntax'],
    ['Patient?_filter=name pr maybe', '_filter value'],
  ] as const) {
    assert.deepEqual(refusals(query), found, query);
  }
});

test('lenient handling leaves out what is not understood, says so, and the self link says what counted', () => {
  const search = ask('Patient?foo=1&name=x&birthdate=13&_sort=zzz&_count=5', true);
  assert.ok(search.ok);
  assert.deepEqual(
    search.value.ignored.map(({ field }) => field),
    ['foo', 'birthdate', '_sort'],
  );
  assert.equal(printSearch(search.value), 'name=x&_count=5');
  assert.equal(search.value.filters.length, 1);
});

test('everything that shapes an answer is read', () => {
  const search = read(
    'Observation?_sort=-date,_id&_count=20&_total=accurate&_summary=data&_elements=code,value&_elements=Observation.status&_contained=both&_containedType=contained&_format=json&_pretty=true',
  );
  assert.deepEqual(
    search.sort.map(({ parameter, descending }) => [parameter.code, descending]),
    [
      ['date', true],
      ['_id', false],
    ],
  );
  const { count, total, summary, elements, contained, containedType, filters } = search;
  assert.deepEqual(
    { count, total, summary, elements, contained, containedType, filters },
    {
      count: 20,
      total: 'accurate',
      summary: 'data',
      elements: ['code', 'value', 'status'],
      contained: 'both',
      containedType: 'contained',
      filters: [],
    },
  );
});

test('includes: one, to a type, all of a type, all, iterated', () => {
  const codes = (query: string) =>
    read(query).includes.map(({ type, parameters, targets, iterate }) => [type, parameters.length, targets.join(), iterate]);
  assert.deepEqual(codes('Observation?_include=Observation:encounter'), [['Observation', 1, '', false]]);
  assert.deepEqual(codes('Observation?_include=Observation:subject:Patient'), [['Observation', 1, 'Patient', false]]);
  assert.deepEqual(codes('Observation?_include=Observation:patient'), [['Observation', 1, 'Patient', false]]);
  assert.deepEqual(codes('Observation?_include:iterate=Patient:organization'), [['Patient', 1, '', true]]);
  assert.deepEqual(codes('Observation?_include=*'), codes('Observation?_include=Observation:*'));
  assert.ok(read('Patient?_revinclude=*').revincludes.length > 100);
});

test('a compartment is a condition of its own, and refused for a type that is never in it', () => {
  const inside = (type: string | null) =>
    parseSearch({ type, compartment: { type: 'Patient', id: '1' }, query: [], lenient: false }, context);
  const one = inside('Observation');
  assert.ok(one.ok && one.value.filters[0]?.kind === 'compartment');
  assert.deepEqual(
    one.value.filters[0].by.map(({ type, self, parameters }) => [type, self, parameters.map(({ code }) => code)]),
    [['Observation', false, ['subject', 'performer']]],
  );
  const all = inside(null);
  assert.ok(all.ok && all.value.filters[0]?.kind === 'compartment');
  assert.deepEqual(
    all.value.filters[0].by.filter(({ self }) => self).map(({ type }) => type),
    ['Patient'],
  );
  const none = inside('Organization');
  assert.ok(!none.ok && none.errors[0]?.rule === 'search.not-in-compartment');
});

test('escapes: a comma within a value, a bar within a code, a dollar within a part', () => {
  const values = (query: string) => read(query).filters.map((filter) => (filter.kind === 'param' ? filter.values : []));
  assert.deepEqual(values('Patient?name:exact=a\\,b,c'), [
    [
      { kind: 'string', value: 'a,b', folded: 'a,b' },
      { kind: 'string', value: 'c', folded: 'c' },
    ],
  ]);
  assert.deepEqual(values('Patient?identifier=urn:s|a\\|b'), [[{ kind: 'token', system: 'urn:s', code: 'a|b' }]]);
  assert.deepEqual(values('Observation?code-value-string=a\\$b$c'), [
    [
      {
        kind: 'composite',
        parts: [
          { kind: 'token', code: 'a$b' },
          { kind: 'string', value: 'c', folded: 'c' },
        ],
      },
    ],
  ]);
});

test('a zone sent without percent signs loses its plus, and is read all the same', () => {
  const [filter] = read('Patient?_lastUpdated=2013-01-14T10:00 08:00').filters;
  assert.ok(filter?.kind === 'param' && filter.values[0]?.kind === 'date');
  assert.equal(filter.values[0].lo, Date.UTC(2013, 0, 14, 2));
});

test('1,000 values are one condition', () => {
  const [filter] = read(`Patient?_id=${Array.from({ length: 1000 }, (_, index) => index).join(',')}`).filters;
  assert.ok(filter?.kind === 'param' && filter.values.length === 1000);
});

test('_filter binds and before or, and reads the rest of a path for each type it may lead to', () => {
  const shape = (filter: Filter | undefined): unknown => {
    if (filter?.kind === 'and' || filter?.kind === 'or') return [filter.kind, ...filter.filters.map(shape)];
    if (filter?.kind === 'not') return ['not', shape(filter.filter)];
    if (filter?.kind === 'chain')
      return [filter.parameter.code, ...filter.targets.map((target) => [target.type, shape(target.filter)])];
    return filter?.kind === 'param' ? filter.parameter.code : filter?.kind;
  };
  const [filter] = read('Observation?_filter=code eq a or code eq b and not (subject.name eq c)').filters;
  assert.deepEqual(shape(filter), [
    'or',
    'code',
    ['and', 'code', ['not', ['subject', ['Patient', 'name'], ['Location', 'name']]]],
  ]);
});

test('what is printed is read again as the same search, also with links added and left out', () => {
  const parts = fc.constantFrom(
    'code=http://loinc.org|8480-6,x',
    'subject:Patient.name:exact=a\\,b & 张',
    '_has:Encounter:reason-reference:class=AMB',
    'date=ge2020-01-01T00:00:00+08:00',
    'value-quantity=5.4|http://unitsofmeasure.org|mg',
    '_filter=code eq "a%=&#+" and date ge 2020',
    '_include:iterate=Patient:organization',
    '_revinclude=*',
    'code:not=a',
    '_elements=code',
    '_text="x y" or z',
  );
  fc.assert(
    fc.property(fc.uniqueArray(parts), (chosen) => {
      const query = chosen.map((part) => part.split(/=(.*)/s).slice(0, 2) as [string, string]);
      const search = parseSearch({ type: 'Observation', query, lenient: false }, context);
      assert.ok(search.ok, JSON.stringify(search));
      const printed = printSearch(search.value);
      assert.deepEqual(parseSearch({ type: 'Observation', query: pairs(printed), lenient: false }, context), search);
      assert.deepEqual(pairs(printSearch(search.value, ['code'], [['_page', 'x']])), [
        ...query.filter(([name]) => name !== 'code'),
        ['_page', 'x'],
      ]);
    }),
  );
});

test('no text whatever breaks the reader: it is read or refused', () => {
  const names = fc.constantFrom(
    'name',
    'birthdate',
    'identifier',
    'organization',
    '_filter',
    '_text',
    '_sort',
    '_include',
    '_has:Observation:patient:code',
    'organization.name',
    '_elements',
    'general-practitioner:Practitioner',
    '_list',
    'name:exact',
    '_type',
    'phonetic',
    '_count',
  );
  const texts = fc.oneof(
    fc.string(),
    fc.string({
      unit: fc.constantFrom(
        'a',
        '1',
        ',',
        '|',
        '$',
        '\\',
        '(',
        ')',
        '[',
        ']',
        '"',
        ' ',
        '.',
        ':',
        '-',
        'and ',
        'or ',
        'not ',
        'eq ',
      ),
    }),
  );
  fc.assert(
    fc.property(names, texts, fc.string(), (name, value, other) => {
      for (const query of [[[name, value]], [[`${name}${other}`, value]]] as const) {
        const search = parseSearch({ type: 'Patient', query, lenient: false }, context);
        assert.ok(search.ok || search.errors.length === 1);
      }
    }),
    { numRuns: 1000 },
  );
});

test('a query that would branch or nest without end is refused before it does', () => {
  const links = (count: number) => `${'partof.'.repeat(count)}name`;
  assert.deepEqual(refusals(`Organization?${links(90)}=x`), []);
  assert.deepEqual(refusals(`Organization?${links(50_000)}=x`), [`${links(50_000)} too-wide`]);
  assert.deepEqual(refusals('Observation?focus.focus.status=final'), []);
  assert.deepEqual(refusals(`Observation?${'focus.'.repeat(30)}status=final`), [`${'focus.'.repeat(30)}status too-wide`]);
  assert.deepEqual(refusals(`Observation?_filter=${'focus.'.repeat(30)}status eq final`), ['_filter too-wide']);
  assert.deepEqual(refusals(`Patient?_filter=${'not ('.repeat(50_000)}`), ['_filter too-wide']);
  assert.deepEqual(refusals(`Organization?_filter=${links(50_000)} eq x`), ['_filter too-wide']);
  assert.deepEqual(refusals(`Patient?_text=${'('.repeat(50_000)}`), ['_text syntax']);
  assert.deepEqual(refusals(`Patient?_text=${'not '.repeat(50_000)}`), ['_text syntax']);
});
