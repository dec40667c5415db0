import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everything, type Reach, withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import { askRoute, type Question } from '../reach/fixtures/ask-route.ts';
import { createRecordStore } from '../record-store.ts';
import { scanOf } from '../write/write-resources.ts';

const now = new Date('2026-11-22T08:00:00Z');
const subject = { reference: 'Patient/p' };
const code = { text: 'x' };

const observation = (n: number) => ({
  resourceType: 'Observation',
  id: `o${n}`,
  status: 'final',
  code,
  subject,
  // Three at each moment: pages end among those that have the same.
  effectiveDateTime: `2026-03-${String(1 + Math.floor(n / 3)).padStart(2, '0')}T08:00:00+08:00`,
  ...(n === 0 && { performer: [{ reference: 'Practitioner/d' }, subject], encounter: { reference: 'Encounter/e' } }),
});

const resources = [
  { resourceType: 'Organization', id: 'h', name: 'h' },
  { resourceType: 'Practitioner', id: 'd' },
  { resourceType: 'Location', id: 'l' },
  { resourceType: 'Medication', id: 'm' },
  { resourceType: 'Patient', id: 'p', managingOrganization: { reference: 'Organization/h' } },
  { resourceType: 'Patient', id: 'other', link: [{ other: subject, type: 'seealso' }] },
  {
    resourceType: 'Encounter',
    id: 'e',
    status: 'finished',
    class: { code: 'AMB' },
    subject,
    period: { start: '2026-03-01', end: '2026-03-04' },
    location: [{ location: { reference: 'Location/l' } }],
  },
  { resourceType: 'AllergyIntolerance', id: 'a', patient: subject },
  {
    resourceType: 'MedicationRequest',
    id: 'r',
    status: 'active',
    intent: 'order',
    subject,
    medicationReference: { reference: 'Medication/m' },
  },
  { resourceType: 'Observation', id: 'strange', status: 'final', code, subject: { reference: 'Patient/other' } },
  ...Array.from({ length: 20 }, (_, n) => observation(n)),
];

interface Page {
  readonly total?: number;
  readonly link: readonly { readonly relation: string; readonly url: string }[];
  readonly entry?: readonly {
    readonly resource: { readonly resourceType: string; readonly id: string };
    readonly search: { readonly mode: string };
  }[];
}

test('everything about a patient, and about an encounter', async (t) => {
  const pool = await testDatabase(t);
  const store = createRecordStore([]);
  await withTx(pool, 'write', async (tx) => {
    for (const [at, resource] of resources.entries()) {
      const { resourceType: type, id } = resource;
      const when = new Date(now.getTime() - 60_000 + at * 1_000);
      assert.ok((await store.write(tx, [{ type, id, method: 'PUT', scan: scanOf(resource) }], when)).ok);
    }
  });
  const ask = async (question: Question | string, by: Reach = everything) => {
    const asked = typeof question === 'string' ? ({ method: 'GET', path: question } as const) : question;
    return (await withTx(pool, 'write', (tx) => askRoute(store, tx, by, asked, now))) as {
      readonly status?: number;
      readonly body: string;
      readonly refused?: {
        readonly code: string;
        readonly errors?: readonly { readonly field: string; readonly rule: string }[];
      };
    };
  };
  const page = async (question: Question | string, by?: Reach): Promise<Page> => {
    const { body, refused } = await ask(question, by);
    assert.equal(refused, undefined);
    return JSON.parse(body) as Page;
  };
  const names = ({ entry = [] }: Page, mode: string): string[] =>
    entry.flatMap(({ resource, search }) => (search.mode === mode ? [`${resource.resourceType}/${resource.id}`] : []));
  const matches = async (question: Question | string) => names(await page(question), 'match').sort();
  const next = ({ link }: Page): string | undefined =>
    link.find(({ relation }) => relation === 'next')?.url.slice('http://test/fhir/R4/'.length);
  const member = resources
    .map(({ resourceType, id }) => `${resourceType}/${id}`)
    .filter((one) => !/^(Organization|Practitioner|Location|Medication)\//.test(one) && one !== 'Observation/strange')
    .sort();

  await t.test(
    'the patient first, then the compartment, each once; beside them what they name of staff, places and medications',
    async () => {
      const whole = await page('Patient/p/$everything');
      assert.equal(names(whole, 'match')[0], 'Patient/p');
      assert.deepEqual(names(whole, 'match').sort(), member);
      assert.deepEqual(names(whole, 'include').sort(), ['Location/l', 'Medication/m', 'Organization/h', 'Practitioner/d']);
      assert.equal(whole.total, member.length);
      assert.deepEqual(await matches('Patient/p/*?_count=100'), member);
    },
  );

  await t.test('page after page, of any size, it is the same', async () => {
    const whole = names(await page('Patient/p/$everything'), 'match');
    for (const count of [1, 2, 3, 7, 24, 25, 26]) {
      const met: string[] = [];
      for (let at: string | undefined = `Patient/p/$everything?_count=${count}`; at; ) {
        const one: Page = await page(at);
        assert.ok(names(one, 'match').length <= count);
        met.push(...names(one, 'match'));
        at = next(one);
        assert.equal(one.total, met.length === whole.length && count >= whole.length ? whole.length : undefined);
      }
      assert.deepEqual(met, whole, `${count} a page`);
    }
  });

  await t.test('between dates of care, what has none with it; since a moment; of some types', async () => {
    assert.deepEqual(await matches('Patient/p/$everything?start=2026-03-03&end=2026-03-03'), [
      'AllergyIntolerance/a',
      'Encounter/e',
      'MedicationRequest/r',
      'Observation/o6',
      'Observation/o7',
      'Observation/o8',
      'Patient/other',
      'Patient/p',
    ]);
    assert.deepEqual(await matches('Patient/p/$everything?end=2026-02-28&_type=Observation,Encounter'), []);
    const since = new Date(now.getTime() - 60_000 + (resources.length - 2) * 1_000).toISOString();
    assert.deepEqual(await matches(`Patient/p/$everything?_since=${since}`), ['Observation/o18', 'Observation/o19']);
    const typed = await page('Patient/p/$everything?_type=Encounter,Location');
    assert.deepEqual([names(typed, 'match'), names(typed, 'include')], [['Encounter/e'], ['Location/l']]);
  });

  await t.test('dates at the ends of what can be written are dates: before them is everything, after them nothing', async () => {
    const whole = await matches('Patient/p/$everything?_count=100');
    for (const early of ['0000', '0000-01-01T00:00:00Z', '0001-01-01'])
      assert.deepEqual(await matches(`Patient/p/$everything?_count=100&_since=${early}`), whole, early);
    for (const late of ['9999', '9999-12-31T23:59:59-02:00'])
      assert.deepEqual(await matches(`Patient/p/$everything?_since=${late}`), [], late);
    for (const beyond of ['0000', '9999-12-31T23:59:59-02:00'])
      for (const prefix of ['gt', 'le', 'ap', 'ne'])
        assert.equal((await ask(`Observation?_lastUpdated=${prefix}${beyond}`)).status, 200, `${prefix}${beyond}`);
  });

  await t.test(
    'within a bundle it is answered as by its address, and what is no read of one is refused by its name',
    async () => {
      const bundle = async (url: string, type = 'batch') =>
        ask({
          method: 'POST',
          path: '',
          headers: { 'content-type': 'application/fhir+json' },
          body: JSON.stringify({ resourceType: 'Bundle', type, entry: [{ request: { method: 'GET', url } }] }),
        });
      for (const type of ['batch', 'transaction']) {
        const { body } = await bundle('Patient/p/$everything?_type=Encounter', type);
        const { entry } = JSON.parse(body) as { readonly entry: readonly { readonly resource: Page }[] };
        assert.deepEqual(entry[0] && names(entry[0].resource, 'match'), ['Encounter/e'], type);
      }
      assert.match((await bundle('Patient/nobody/$everything')).body, /404/);
      assert.match((await bundle('Patient/$everything')).body, /\$everything/);
    },
  );

  await t.test('posted parameters ask the same', async () => {
    const body = JSON.stringify({
      resourceType: 'Parameters',
      parameter: [
        { name: '_type', valueCode: 'Encounter' },
        { name: '_count', valueInteger: 5 },
      ],
    });
    const headers = { 'content-type': 'application/fhir+json' };
    const posted = await page({ method: 'POST', path: 'Patient/p/$everything', headers, body });
    assert.deepEqual(names(posted, 'match'), ['Encounter/e']);
  });

  await t.test('of an encounter: it, what was done in it, its patient beside', async () => {
    const whole = await page('Encounter/e/$everything');
    assert.deepEqual(names(whole, 'match'), ['Encounter/e', 'Observation/o0']);
    assert.deepEqual(names(whole, 'include').sort(), ['Location/l', 'Patient/p', 'Practitioner/d']);
  });

  await t.test('what cannot be understood is refused by its name', async () => {
    const wrong = async (query: string) => {
      const { refused } = await ask(`Patient/p/$everything?${query}`);
      return [refused?.code, ...(refused?.errors ?? []).map(({ field, rule }) => `${field} ${rule}`)];
    };
    assert.deepEqual(await wrong('_count=0'), ['records.invalid-search', '_count positive-integer']);
    assert.deepEqual(await wrong('start=soon&end=2026-13-01'), ['records.invalid-search', 'start date', 'end date']);
    assert.deepEqual(await wrong('start=2026-03&end=2026-02'), ['records.invalid-search', 'end end-after-start']);
    assert.deepEqual(await wrong('_type=Observation,Thing'), ['records.invalid-search', '_type unknown-type']);
    assert.deepEqual(await wrong('_since=x&_count=1&_count=2'), ['records.invalid-search', '_since date', '_count repeated']);
    assert.deepEqual(await wrong('gender=male'), ['records.invalid-search', 'gender unknown-parameter']);
    assert.deepEqual(await wrong('_cursor=nonsense'), ['records.invalid-cursor']);
    const least = Buffer.from(JSON.stringify({ a: String(-(2n ** 63n)), t: 'Observation' })).toString('base64url');
    assert.equal((await ask(`Patient/p/$everything?_cursor=${least}`)).status, 200);
    const { refused } = await ask('Encounter/e/$everything?start=2026');
    assert.deepEqual(
      refused?.errors?.map(({ field }) => field),
      ['start'],
    );
    const body = '{"resourceType":"Patient"}';
    const posted = await ask({
      method: 'POST',
      path: 'Patient/p/$everything',
      headers: { 'content-type': 'application/json' },
      body,
    });
    assert.equal(posted.refused?.code, 'records.invalid-search');
  });

  await t.test('who does not reach the patient is told that there is none, as of one who never was', async () => {
    const observations: Reach = {
      ways: [
        {
          types: ['Patient', 'Observation'],
          interactions: 'rs',
          whose: [{ relation: 'treating', id: 'Organization/x' }],
          labels: '*',
        },
      ],
      purpose: 'treatment',
      institutions: [],
    };
    for (const id of ['p', 'nobody'])
      assert.equal((await ask(`Patient/${id}/$everything`, observations)).refused?.code, 'records.unknown-resource');
    const self: Reach = {
      ways: [
        { types: ['Patient', 'Observation'], interactions: 'rs', whose: [{ relation: 'self', id: 'Patient/p' }], labels: '*' },
      ],
      purpose: 'personal',
      institutions: [],
    };
    const own = await page('Patient/p/$everything?_count=3', self);
    assert.deepEqual(names(own, 'match'), ['Patient/p', 'Observation/o19', 'Observation/o18']);
    assert.deepEqual(names(own, 'include'), []);
  });
});
