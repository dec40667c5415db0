import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everything, type Reach, withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import { peopleWriter } from '../people-writer.ts';
import { askRoute, type Question } from '../reach/fixtures/ask-route.ts';
import { createRecordStore } from '../record-store.ts';
import { stakeWriter } from '../stake-writer.ts';
import { scanOf } from '../write/write-resources.ts';

const now = new Date('2026-11-22T08:00:00Z');

/** Three registrations of one person and one of a stranger, each with observations of its own. */
const people = ['a', 'b', 'c', 'stranger'];
const observations = people.flatMap((patient, at) =>
  [0, 1].map((n) => ({
    resourceType: 'Observation',
    id: `${patient}${n}`,
    status: 'final',
    code: { text: 'x' },
    subject: { reference: `Patient/${patient}` },
    effectiveDateTime: `2026-03-0${1 + at + 4 * n}T08:00:00+08:00`,
  })),
);
const resources = [
  ...people.map((id) => ({ resourceType: 'Patient', id, name: [{ text: `name of ${id}` }] })),
  ...observations,
  // It tells of two of them, and stands once.
  { resourceType: 'Appointment', id: 'both', status: 'booked', participant: ['a', 'b'].map((one) => participant(one)) },
];
function participant(id: string) {
  return { actor: { reference: `Patient/${id}` }, status: 'accepted' };
}

interface Page {
  readonly total?: number;
  readonly link: readonly { readonly relation: string; readonly url: string }[];
  readonly entry?: readonly { readonly resource: { readonly resourceType: string; readonly id: string } }[];
}

/** A reader whom one relation leads to patients and what is theirs. */
const leads = (relation: 'treating' | 'self', id: string, types: readonly string[] | '*' = '*'): Reach => ({
  ways: [{ types, interactions: 'rs', whose: [{ relation, id }], labels: '*' }],
  purpose: relation === 'self' ? 'personal' : 'treatment',
  institutions: relation === 'self' ? [] : [id],
});

test('everything about a person, by all registrations that the reader reaches', async (t) => {
  const pool = await testDatabase(t);
  const store = createRecordStore([]);
  const regroup = (...groups: string[][]) => withTx(pool, 'write', (tx) => peopleWriter.regroup(tx, groups, now));
  await withTx(pool, 'write', async (tx) => {
    for (const [at, resource] of resources.entries()) {
      const { resourceType: type, id } = resource;
      const written = await store.write(tx, [{ type, id, method: 'PUT', scan: scanOf(resource) }], new Date(now.getTime() - at));
      assert.ok(written.ok);
    }
    await stakeWriter.putStakes(tx, [
      { source: 'Encounter/1', rows: [{ patient: 'a', relation: 'treating', holder: 'Organization/h' }] },
      { source: 'Patient/b', rows: [{ patient: 'b', relation: 'treating', holder: 'Organization/alone', alone: true }] },
    ]);
  });
  await regroup(['a', 'b', 'c']);
  const ask = async (question: Question | string, by: Reach = everything) => {
    const asked = typeof question === 'string' ? ({ method: 'GET', path: question } as const) : question;
    return (await withTx(pool, 'write', (tx) => askRoute(store, tx, by, asked, now))) as {
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
  const names = ({ entry = [] }: Page): string[] => entry.map(({ resource }) => `${resource.resourceType}/${resource.id}`);
  const met = async (question: Question | string, by?: Reach) => names(await page(question, by));
  const whole = [
    ...['Patient/a', 'Patient/b', 'Patient/c', 'Appointment/both'],
    ...['c1', 'b1', 'a1', 'c0', 'b0', 'a0'].map((id) => `Observation/${id}`),
  ];
  const ofA = ['Patient/a', 'Appointment/both', 'Observation/a1', 'Observation/a0'];

  await t.test('each registration first, then type after type what lies with any of them, each once', async () => {
    const first = await page('Patient/a/$everything');
    assert.deepEqual(names(first), whole);
    assert.equal(first.total, whole.length);
    assert.deepEqual(await met('Patient/c/$everything'), ['Patient/c', 'Patient/a', 'Patient/b', ...whole.slice(3)]);
    assert.deepEqual(await met('Patient/stranger/$everything'), [
      'Patient/stranger',
      'Observation/stranger1',
      'Observation/stranger0',
    ]);
  });

  await t.test('page after page, of any size, it is the same', async () => {
    const next = ({ link }: Page): string | undefined =>
      link.find(({ relation }) => relation === 'next')?.url.slice('http://test/fhir/R4/'.length);
    for (const count of [1, 2, 3, 4, 9, 10, 11]) {
      const all: string[] = [];
      for (let at: string | undefined = `Patient/a/$everything?_count=${count}`; at; ) {
        const one: Page = await page(at);
        assert.ok(names(one).length <= count);
        all.push(...names(one));
        at = next(one);
      }
      assert.deepEqual(all, whole, `${count} a page`);
    }
  });

  await t.test('types, dates and moments hold for all of them', async () => {
    assert.deepEqual(await met('Patient/a/$everything?_type=Patient'), whole.slice(0, 3));
    assert.deepEqual(await met('Patient/a/$everything?_type=Observation&start=2026-03-06&end=2026-03-07'), [
      'Observation/c1',
      'Observation/b1',
    ]);
    const since = new Date(now.getTime() - 1).toISOString();
    assert.deepEqual(await met(`Patient/a/$everything?_since=${since}`), ['Patient/a', 'Patient/b']);
  });

  await t.test('one registration alone, when that is asked for, in the address or posted', async () => {
    assert.deepEqual(await met('Patient/a/$everything?_person=false'), ofA);
    const headers = { 'content-type': 'application/fhir+json' };
    const body = JSON.stringify({ resourceType: 'Parameters', parameter: [{ name: '_person', valueBoolean: false }] });
    assert.deepEqual(await met({ method: 'POST', path: 'Patient/a/$everything', headers, body }), ofA);
    const paged = await page('Patient/a/$everything?_person=false&_count=1');
    assert.match(paged.link.find(({ relation }) => relation === 'next')?.url ?? '', /_person=false/);
    for (const [path, rule] of [
      ['Patient/a/$everything?_person=no', '_person boolean'],
      ['Encounter/e/$everything?_person=false', '_person unknown-parameter'],
    ] as const) {
      const { refused } = await ask(path);
      assert.deepEqual(
        refused?.errors?.map((one) => `${one.field} ${one.rule}`),
        [rule],
      );
    }
  });

  await t.test(
    'what is reached of each and nothing else: who reaches one registration alone is told of that one alone',
    async () => {
      assert.deepEqual(await met('Patient/a/$everything', leads('self', 'Patient/a')), [
        'Patient/a',
        'Observation/a1',
        'Observation/a0',
      ]);
      assert.deepEqual(await met('Patient/b/$everything', leads('treating', 'Organization/alone')), [
        'Patient/b',
        'Observation/b1',
        'Observation/b0',
      ]);
      assert.equal(
        (await ask('Patient/a/$everything', leads('treating', 'Organization/alone'))).refused?.code,
        'records.unknown-resource',
      );
      assert.deepEqual(await met('Patient/b/$everything', leads('treating', 'Organization/h')), [
        ...['Patient/b', 'Patient/a', 'Patient/c'],
        ...whole.slice(3),
      ]);
      assert.deepEqual(await met('Patient/a/$everything', leads('treating', 'Organization/h', ['Patient'])), whole.slice(0, 3));
    },
  );

  await t.test('whose Patient is gone counts no more, nor does who was taken out of the person', async () => {
    await withTx(pool, 'write', (tx) => store.write(tx, [{ type: 'Patient', id: 'c', method: 'DELETE' }], now));
    const withoutC = (names: string[]) => names.filter((name) => !/\/c/.test(name));
    assert.deepEqual(await met('Patient/a/$everything'), withoutC(whole));
    await regroup(['a'], ['b'], ['c']);
    assert.deepEqual(await met('Patient/a/$everything'), ofA);
    assert.deepEqual(await met('Patient/b/$everything', leads('treating', 'Organization/alone')), [
      'Patient/b',
      'Observation/b1',
      'Observation/b0',
    ]);
  });
});
