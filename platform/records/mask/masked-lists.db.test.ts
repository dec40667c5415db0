import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { MaskedField, Reach, Way } from '@songhua/kernel';
import { fhirRoutes } from '../http/routes.ts';
import { houseOf, idsIn, now, type Reply, subject } from '../reach/fixtures/leak-house.ts';
import type { Stake } from '../store/stakes.ts';
import { scanOf } from '../write/write-resources.ts';
import { maskedMark } from './mask-resource.ts';

/*
 * Ways by which a list could give whole what a reader's policy masks in it, each by a claim of its own. The property in
 * reach/non-interference.db.test.ts is wider; these tell at once what is wrong.
 */

const every: readonly MaskedField[] = ['name', 'identifier', 'phone', 'address'];
const responsible: Way = {
  types: '*',
  interactions: 'cruds',
  whose: [{ relation: 'responsible', id: 'area/1' }],
  labels: [],
  masked: every,
};
const treating: Way = { types: '*', interactions: 'rs', whose: [{ relation: 'treating', id: 'Organization/mine' }], labels: [] };
const by = (...ways: readonly Way[]): Reach => ({ ways, purpose: 'treatment', institutions: ['Organization/mine'] });
const cdc = by(responsible);
const both = by(responsible, treating);

const stakes: readonly Stake[] = [
  { patient: 'w', relation: 'responsible', holder: 'area/1' },
  { patient: 'z', relation: 'responsible', holder: 'area/1' },
  { patient: 'z', relation: 'treating', holder: 'Organization/mine' },
];

const card = { system: 'http://id-card', value: '220221199003070012' };
const person = (id: string, name: string, phone: string) => ({
  resourceType: 'Patient',
  id,
  text: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${name}</div>` },
  identifier: [card],
  name: [{ text: name, family: name.slice(0, 1), given: [name.slice(1)] }],
  telecom: [{ system: 'phone', value: phone }],
  address: [{ city: '吉林市', district: '丰满区', line: ['解放路 18 号'] }],
});
const of = (id: string, display: string) => ({ subject: { ...subject(id).subject, display, identifier: card } });
const resources = [
  person('w', '魏小明', '13844441234'),
  person('z', '赵小红', '13955556789'),
  {
    resourceType: 'Condition',
    id: 'c',
    ...of('w', '魏小明'),
    contained: [{ resourceType: 'RelatedPerson', id: 'r', patient: { reference: 'Patient/w' }, name: [{ text: '魏大明' }] }],
    asserter: { reference: '#r', display: '魏大明' },
  },
  {
    resourceType: 'Immunization',
    id: 'i',
    status: 'completed',
    vaccineCode: { text: 'x' },
    patient: of('w', '魏小明').subject,
    occurrenceString: 'x',
  },
];

/** What nobody who is masked it finds anywhere in a list. */
const secret = /小明|小红|大明|13844441234|13955556789|220221199003070012|解放路/;

async function house(t: TestContext) {
  const made = await houseOf(t, stakes);
  await made.within(async (tx, store) => {
    for (const resource of resources) {
      const { resourceType: type, id } = resource;
      const done = await store.write(tx, [{ type, id, method: 'PUT', scan: scanOf(resource) }], now);
      assert.ok(done.ok, JSON.stringify(done));
    }
  });
  return made;
}

const bodyOf = (reply: Reply): string => {
  assert.equal(reply.status, 200, JSON.stringify(reply));
  return reply.body ?? '';
};

test('a list shows names, numbers and addresses in part, says so, and one record opened by its address is whole', async (t) => {
  const { ask } = await house(t);
  const list = bodyOf(await ask(cdc, 'Patient?_id=w'));
  const { entry } = JSON.parse(list) as { entry: { resource: Record<string, unknown> }[] };
  const resource = entry[0]?.resource;
  assert.deepEqual(resource?.['name'], [{ text: '魏**', family: '魏', given: ['**'] }]);
  assert.deepEqual(resource['identifier'], [{ ...card, value: '220221********0012' }]);
  assert.deepEqual(resource['telecom'], [{ system: 'phone', value: '138****1234' }]);
  assert.deepEqual(resource['address'], [{ city: '吉林市', district: '丰满区' }]);
  assert.equal(resource['text'], undefined);
  assert.match(list, /"security":\[\{"system":"[^"]+v3-ObservationValue","code":"MASKED"\}\]/);
  for (const path of ['Patient/w', 'Patient/w/_history', 'Patient/w/_history/1']) {
    const whole = bodyOf(await ask(cdc, path));
    assert.match(whole, /魏小明/, path);
    assert.doesNotMatch(whole, /MASKED/, path);
  }
});

test('the display of a reference, its identifier and contained people are masked in what is not a person itself', async (t) => {
  const { ask } = await house(t);
  for (const path of ['Condition', 'Patient/w/Condition', 'Immunization', 'Patient/w/*']) {
    const list = bodyOf(await ask(cdc, path));
    assert.match(list, /"display":"魏\*\*"/, path);
    assert.doesNotMatch(list, secret, path);
  }
  assert.match(bodyOf(await ask(cdc, 'Condition')), /"name":\[\{"text":"魏\*\*"\}\]/, 'contained');
});

test('what comes along by _include and _revinclude is masked', async (t) => {
  const { ask } = await house(t);
  for (const path of ['Condition?_include=Condition:subject', 'Patient?_revinclude=Condition:subject', 'Patient?_revinclude=*']) {
    const reply = await ask(cdc, path);
    assert.ok(idsIn(reply).includes('Patient/w') && idsIn(reply).includes('Condition/c'), path);
    assert.doesNotMatch(bodyOf(reply), secret, path);
  }
});

test('summaries and elements of a list are masked, the narrative above all', async (t) => {
  const { ask } = await house(t);
  for (const query of [
    '_summary=true',
    '_summary=text',
    '_summary=data',
    '_elements=name',
    '_elements=telecom,identifier',
    '_pretty=true',
  ])
    assert.doesNotMatch(bodyOf(await ask(cdc, `Patient?${query}`)), secret, query);
});

test('histories of a type and of everything are masked, and $everything', async (t) => {
  const { ask } = await house(t);
  for (const path of ['Patient/_history', '_history', 'Patient/_history?_summary=text', 'Patient/w/$everything']) {
    const list = bodyOf(await ask(cdc, path));
    assert.match(list, /"entry"/, path);
    assert.doesNotMatch(list, secret, path);
  }
});

test('attack: of $everything each is masked as it was reached, members by what searching masks and the focus by what reading does', async (t) => {
  const { ask } = await house(t);
  const { masked: _, ...open } = responsible;
  const apart = by(
    { ...open, types: ['Patient'], interactions: 'r' },
    { ...responsible, types: ['Condition'], interactions: 's' },
  );
  const list = bodyOf(await ask(apart, 'Patient/w/$everything?_type=Patient,Condition'));
  assert.match(list, /"family":"魏","given":\["小明"\]/, 'the focus was read');
  assert.match(list, /"display":"魏\*\*"/);
  assert.doesNotMatch(list, /"display":"魏小明"|大明/);
  const readWhole = by({ ...responsible, interactions: 's' }, { ...open, interactions: 'r' });
  assert.match(bodyOf(await ask(readWhole, 'Patient/w/$everything')), /"display":"魏\*\*"/);
});

test('attack: a write of what a list showed in part tells nothing of what its writer does not reach', async (t) => {
  const { ask, within } = await house(t);
  const marked = (id: string) => ({ resourceType: 'Patient', id, meta: { security: [maskedMark] } });
  await within(async (tx, store) => {
    assert.ok((await store.write(tx, [{ type: 'Patient', id: 'far', method: 'PUT', scan: scanOf(marked('far')) }], now)).ok);
  });
  const headers = { 'content-type': 'application/fhir+json' };
  const put = async (id: string) =>
    JSON.stringify(await ask(cdc, { method: 'PUT', path: `Patient/${id}`, headers, body: JSON.stringify(marked(id)) }));
  assert.equal((await put('far')).replaceAll('far', 'never'), await put('never'));
});

test('attack: an order by a text that names somebody is refused, for its page marks would say it', async (t) => {
  const { ask } = await house(t);
  for (const path of ['Account?_sort=name', 'Account?_sort=-name&_count=1', 'AuditEvent?_sort=agent-name'])
    assert.equal((await ask(cdc, path)).refused?.code, 'records.masked-parameter', path);
  assert.equal((await ask(by(treating), 'Account?_sort=name')).status, 200);
});

test('a search within a batch or a transaction is masked, a read within it is whole', async (t) => {
  const { ask } = await house(t);
  const headers = { 'content-type': 'application/fhir+json' };
  for (const type of ['batch', 'transaction']) {
    const asked = (...urls: string[]) =>
      ask(cdc, {
        method: 'POST',
        path: '',
        headers,
        body: JSON.stringify({ resourceType: 'Bundle', type, entry: urls.map((url) => ({ request: { method: 'GET', url } })) }),
      });
    const list = bodyOf(await asked('Patient?_id=w', 'Condition?_include=*', 'Patient/_history'));
    assert.match(list, /魏\*\*/, type);
    assert.doesNotMatch(list, secret, type);
    assert.match(bodyOf(await asked('Patient/w')), /魏小明/, type);
  }
});

test('who reaches somebody by a way that masks nothing sees them whole, among others who are masked', async (t) => {
  const { ask } = await house(t);
  for (const path of ['Patient', 'Condition?_include=*&_revinclude=*', 'Patient/_history', 'Patient?_elements=name']) {
    const list = bodyOf(await ask(both, path));
    if (path.startsWith('Patient')) assert.match(list, /赵小红/, path);
    assert.doesNotMatch(list, /魏小明|魏大明|13844441234/, path);
  }
  const part = by({ ...responsible, masked: ['name', 'phone'] }, { ...responsible, masked: ['name', 'identifier'] });
  const list = bodyOf(await ask(part, 'Patient?_id=w'));
  assert.match(list, /13844441234.*220221199003070012|220221199003070012.*13844441234/, 'only what all ways mask is masked');
  assert.doesNotMatch(list, /小明/);
});

test('what is masked is not told piece by piece, nor by the order of a list or the mark of its next page', async (t) => {
  const { ask } = await house(t);
  const code = async (path: string, reach = cdc) => (await ask(reach, path)).refused?.code ?? 'answered';
  for (const path of [
    'Patient?address=%E8%A7%A3',
    'Patient?address-postalcode=132',
    'Patient?_content=1384',
    'Patient?_text=%E9%AD%8F',
    'Patient?_sort=family',
    'Patient?_sort=-phone',
    'Patient?_sort=_id,identifier',
    'Patient?_filter=address%20co%20%22%E6%94%BE%22',
    'Condition?subject:Patient.address=%E8%A7%A3',
    'Condition?_content=1384',
    'Organization?_has:Patient:organization:address=%E8%A7%A3',
    '?_type=Patient,Condition&_content=1384',
    'Patient/w/Condition?patient.address=%E8%A7%A3',
  ]) {
    assert.equal(await code(path), 'records.masked-parameter', path);
    assert.equal(await code(path, by(treating)), 'answered', path);
  }
  const headers = { 'content-type': 'application/fhir+json', 'if-none-exist': 'address=%E8%A7%A3' };
  const body = JSON.stringify(person('new', '孙小一', '13800000000'));
  assert.equal((await ask(cdc, { method: 'POST', path: 'Patient', headers, body })).refused?.code, 'records.masked-parameter');
  for (const path of [
    'Patient?identifier=220221199003070012',
    'Patient?phone=13844441234',
    'Patient?name=%E9%AD%8F',
    'Patient?address-city=%E5%90%89%E6%9E%97',
    'Patient?_sort=birthdate,-_lastUpdated',
    'Organization?name=x&_sort=name',
    'ValueSet?_content=x',
  ])
    assert.equal(await code(path), 'answered', path);
});

test('a module that asks in somebody’s name is given lists masked and single records whole', async (t) => {
  const { within } = await house(t);
  await within(async (tx, store) => {
    const view = store.as({ kind: 'person', id: 'a', name: 'a', roles: [], permissions: new Set(['*']), reach: cdc }, now);
    const { items } = await view.search(tx, 'Patient', { limit: 10 });
    assert.equal(items.length, 2);
    assert.doesNotMatch(JSON.stringify(items), secret);
    assert.match(JSON.stringify(await view.read(tx, 'Patient', 'w')), /魏小明/);
  });
});

test('what a list showed in part is not written back, by itself or in a bundle; what was read is', async (t) => {
  const { ask } = await house(t);
  const headers = { 'content-type': 'application/fhir+json' };
  const taken = (JSON.parse(bodyOf(await ask(cdc, 'Patient?_id=w'))) as { entry: { resource: object }[] }).entry[0]?.resource;
  const body = JSON.stringify(taken);
  assert.equal((await ask(cdc, { method: 'PUT', path: 'Patient/w', headers, body })).refused?.code, 'records.masked-content');
  for (const type of ['batch', 'transaction']) {
    const entry = [{ resource: taken, request: { method: 'PUT', url: 'Patient/w' } }];
    const answer = await ask(cdc, {
      method: 'POST',
      path: '',
      headers,
      body: JSON.stringify({ resourceType: 'Bundle', type, entry }),
    });
    assert.match(answer.refused?.code ?? answer.body ?? '', /masked-content|MASKED/, type);
  }
  assert.match(bodyOf(await ask(cdc, 'Patient/w')), /魏小明.*13844441234/, 'it stands as it was');
  const whole = JSON.parse(bodyOf(await ask(cdc, 'Patient/w'))) as object;
  const changed = JSON.stringify({ ...whole, gender: 'female' });
  assert.equal((await ask(cdc, { method: 'PUT', path: 'Patient/w', headers, body: changed })).status, 200);
});

test('a single write of what a list showed in part does not go together with others, by which it would not be judged', async (t) => {
  const { within } = await house(t);
  const open: Way = { types: '*', interactions: 'cruds', whose: 'everyone', labels: '*', aboveConsent: true, masked: ['name'] };
  const put = fhirRoutes.find(({ method, path }) => method === 'PUT' && path === '/fhir/R4/:type/:id');
  await within(async (_, store) => {
    const shared = (resource: object) => {
      const body = JSON.stringify({ resourceType: 'Practitioner', id: 'd', name: [{ text: '赵大夫' }], ...resource });
      const result = put?.share?.({
        records: store,
        actor: { kind: 'person', id: 'a', name: 'a', roles: [], permissions: new Set(['*']), reach: by(open) },
        now,
        newId: () => 'new',
        origin: 'http://test',
        language: 'en',
        headers: { 'content-type': 'application/fhir+json' },
        params: { type: 'Practitioner', id: 'd' },
        query: {},
        body: undefined,
        raw: { url: '/fhir/R4/Practitioner/d', body },
      });
      assert.ok(result?.ok, JSON.stringify(result));
      return result.value !== null;
    };
    assert.equal(shared({}), true);
    assert.equal(shared({ meta: { security: [maskedMark] } }), false);
    return Promise.resolve();
  });
});
