import assert from 'node:assert/strict';
import { test } from 'node:test';
import { must, type RecordStore, withTx } from '@songhua/kernel';
import { bedResources, staffResources } from '@songhua/module-registry/api.ts';
import fc from 'fast-check';
import type pg from 'pg';
import { openReturns, since } from './fixtures/open-returns.ts';
import { everything, fill, type Kind, lines } from './fixtures/undoing.ts';

/** The state of the registry, resources and rows. */
const stateOf = (pool: pg.Pool, records: RecordStore): Promise<object> =>
  everything(pool, records, async (table) => {
    const { rows } = await pool.query<{ row: object }>(
      `select to_jsonb(r) as row from registry.${table} r order by to_jsonb(r)::text`,
    );
    return rows.map(({ row }) => row);
  });

const file = fc
  .constantFrom(...(Object.keys(lines) as Kind[]))
  .chain((kind) => lines[kind].map((content) => ({ kind, content })));

type House = Awaited<ReturnType<typeof openReturns>>;

/** Takes a file into the registry; null when it is refused, as one may be after others. */
async function accept({ checked, move }: House, kind: string, content: string): Promise<string | null> {
  const draft = await checked(content, { kind });
  if (draft.checked?.errors !== 0) return null;
  await move(draft.id, 'submit');
  const accepted = await move(draft.id, 'accept');
  assert.equal(accepted.state, 'accepted', JSON.stringify(accepted.work));
  return draft.id;
}

test('returns accepted one after the other and undone in reverse go back through every state to the first', async (t) => {
  const house = await openReturns(t);
  const { pool, records, move } = house;
  await fill(pool, records);
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(file, { minLength: 2, maxLength: 4 }), async (files) => {
      const states = [await stateOf(pool, records)];
      const ids: string[] = [];
      for (const { kind, content } of files) {
        const id = await accept(house, kind, content);
        if (id === null) continue;
        ids.push(id);
        states.push(await stateOf(pool, records));
      }
      accepted += ids.length;
      assert.deepEqual(await stateOf(pool, records), states.pop());
      for (const id of ids.reverse()) {
        const undone = await move(id, 'undo', { reason: '试验' });
        assert.equal(undone.state, 'undone', JSON.stringify(undone.work));
        assert.deepEqual(await stateOf(pool, records), states.pop());
      }
    }),
    { numRuns: 6 },
  );
  assert.ok(accepted >= 8, `only ${accepted} were accepted`);
});

test('an undo never loses what somebody has changed since: it is refused with the name, and forced it leaves that alone', async (t) => {
  const house = await openReturns(t);
  const { pool, records, move, step, detail, work } = house;
  await fill(pool, records);
  let times = 0;
  await fc.assert(
    fc.asyncProperty(file, file, fc.nat(), fc.boolean(), async (first, second, pick, back) => {
      const ids: string[] = [];
      for (const { kind, content } of [first, second]) {
        const id = await accept(house, kind, content);
        if (id !== null) ids.push(id);
      }
      const last = ids.at(-1);
      if (last === undefined) return;
      const { rows } = await pool.query<{ type: string; id: string }>(
        'select type, id from returns.written where submission = $1 and not removed order by n',
        [last],
      );
      const one = rows[pick % Math.max(1, rows.length)];
      if (!one) return;
      const change = (language: unknown) =>
        withTx(pool, 'write', async (tx) => {
          const standing = await records.read(tx, one.type, one.id);
          assert.ok(standing);
          const { language: before, ...rest } = standing;
          must(await records.update(tx, language === undefined ? rest : { ...rest, language }, new Date()));
          return before;
        });
      // Somebody else may be there from a run before: each says something of its own.
      times += 1;
      const before = await change(`x-${times}`);
      const { version, state } = await detail(last);
      const refused = await step(last, 'undo', { version, state, reason: '试验' });
      assert.equal(refused.statusCode, 409, refused.body);
      const problem = refused.json<{ code: string; errors: { field: string; value: string }[] }>();
      assert.deepEqual(
        [problem.code, problem.errors.map(({ field }) => field)],
        ['returns.changed-since', [`${one.type}/${one.id}`]],
      );
      assert.notEqual(problem.errors[0]?.value ?? '', '');
      if (back) {
        await change(before);
        assert.equal((await move(last, 'undo', { reason: '试验' })).state, 'undone');
      } else {
        assert.equal((await step(last, 'undo', { version, state, reason: '试验', force: true })).statusCode, 200);
        assert.equal((await work(last)).state, 'undone');
        const standing = await withTx(pool, 'read', (tx) => records.read(tx, one.type, one.id));
        assert.equal(standing?.['language'], `x-${times}`);
      }
      for (const id of ids.slice(0, -1).reverse()) {
        const now = await detail(id);
        await step(id, 'undo', { version: now.version, state: now.state, reason: '试验', force: true });
        await work(id);
      }
    }),
    { numRuns: 5 },
  );
});

const kept = { since: null, until: null, evidence: 'entered', source: null } as const;
const annual =
  '机构编号,机构名称,机构类别,举办主体,所在县区,床位（张）\r\nh-1,蛟河一院,,,,5\r\nh-2,蛟河二院,,,,5\r\nn-1,蛟河市新医院,综合医院,county,220281,5\r\n';
const roster = '机构,人员编号,姓名,人员类别\r\nh-1,A1,王一一,nurse\r\nh-1,A2,李二,nurse\r\n';
const postElsewhere = staffResources([
  {
    ...kept,
    id: 'elsewhere',
    institution: 'h-9',
    person: '220281.A1',
    name: '王一一',
    gender: 'unknown',
    profession: 'nurse',
    category: null,
    licence: null,
    specialty: null,
    duties: [],
    post: 'professional',
    established: false,
    primary: false,
    years: null,
  },
]).filter(({ resourceType }) => resourceType === 'PractitionerRole');
const bed = {
  ...kept,
  id: 'n-1.B1',
  institution: 'n-1',
  ward: null,
  class: 'icu',
  department: null,
  convertible: false,
  openable: false,
} as const;

test('an undo that would take away a person with a post elsewhere, or an institution with beds, is refused by name, and nothing is undone', async (t) => {
  const house = await openReturns(t);
  const { pool, records, step, detail, work, get, signIn } = house;
  for (const [kind, content, others, field, named, other] of [
    ['staff', roster, postElsewhere, 'Practitioner/220281.A1', '王一一', 'PractitionerRole 王一一'],
    ['annual', annual, bedResources([bed]), 'Organization/n-1', '蛟河市新医院', 'Location n-1.B1'],
  ] as const) {
    const id = await accept(house, kind, content);
    assert.ok(id);
    await withTx(pool, 'write', async (tx) => must(await records.load(tx, [...others], since)));
    const before = await stateOf(pool, records);
    const { version, state } = await detail(id);
    const refused = await step(id, 'undo', { version, state, reason: '重报' });
    const problem = refused.json<{ code: string; texts: { zh: string }; errors: { field: string; message: { zh: string } }[] }>();
    assert.deepEqual([refused.statusCode, problem.code], [409, 'returns.still-needed']);
    assert.deepEqual(
      problem.errors.map((one) => one.field),
      [field],
    );
    assert.match(problem.texts.zh, new RegExp(`1 项.*${named}`));
    assert.ok(problem.errors[0]?.message.zh.includes(other), problem.errors[0]?.message.zh);
    // Asked for before somebody came to rest on it, the work itself is refused, and whoever only reads sees no name of a person.
    await pool.query("update returns.work set what = 'undo', phase = 'waiting', ended_at = null where submission = $1", [id]);
    const worked = await work(id);
    assert.deepEqual([worked.state, worked.work?.phase], ['accepted', 'failed']);
    assert.equal((await get(`/submissions/${id}`, await signIn('viewer'))).body.includes('王一一'), false);
    assert.deepEqual(await stateOf(pool, records), before);
    assert.equal((await step(id, 'undo', { version: worked.version, state, reason: '重报', force: true })).statusCode, 200);
    assert.equal((await work(id)).state, 'undone');
    const [type = '', own = ''] = field.split('/');
    const standing = await withTx(pool, 'read', async (tx) => [
      (await records.read(tx, type, own)) !== null,
      (await records.read(tx, 'PractitionerRole', '220281.A2.h-1')) !== null,
    ]);
    assert.deepEqual(standing, [true, false]);
  }
  const { rows } = await pool.query("select id from registry.listed where id = 'n-1'");
  assert.deepEqual(rows, [{ id: 'n-1' }]);
});

test('of very many that are needed the first twenty are named and all are counted', async (t) => {
  const house = await openReturns(t);
  const { pool, records, step, detail } = house;
  const many = Array.from({ length: 23 }, (_, i) => `新院${i}`);
  const id = await accept(
    house,
    'institutions',
    `机构编号,机构名称,机构类别,举办主体,所在县区\r\n${many.map((name, i) => `n-${i},${name},综合医院,county,220281`).join('\r\n')}\r\n`,
  );
  assert.ok(id);
  const beds = many.map((_, i) => ({ ...bed, id: `n-${i}.B1`, institution: `n-${i}` }));
  await withTx(pool, 'write', async (tx) => must(await records.load(tx, [...bedResources(beds)], since)));
  const { version, state } = await detail(id);
  const problem = (await step(id, 'undo', { version, state, reason: '重报' })).json<{
    texts: { en: string };
    errors: object[];
  }>();
  assert.equal(problem.errors.length, 20);
  assert.match(problem.texts.en, /take away 23 resources/);
});
