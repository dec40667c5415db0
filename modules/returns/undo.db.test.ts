import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { must, type RecordStore, withTx } from '@songhua/kernel';
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

async function holds(t: TestContext, kind: Kind, runs: number): Promise<void> {
  const { pool, records, checked, move } = await openReturns(t);
  await fill(pool, records);
  const before = await stateOf(pool, records);
  await fc.assert(
    fc.asyncProperty(lines[kind], async (file) => {
      const draft = await checked(file, { kind });
      assert.equal(draft.checked?.errors, 0, file);
      await move(draft.id, 'submit');
      const accepted = await move(draft.id, 'accept');
      assert.equal(accepted.state, 'accepted', JSON.stringify(accepted.work));
      assert.notDeepEqual(await stateOf(pool, records), before);
      const undone = await move(draft.id, 'undo', { reason: '试验' });
      assert.equal(undone.state, 'undone', JSON.stringify(undone.work));
      assert.deepEqual(await stateOf(pool, records), before);
    }),
    { numRuns: runs },
  );
}

for (const kind of Object.keys(lines) as Kind[])
  test(`accepting a return of ${kind} and undoing it leaves every resource and every row as it was`, (t) => holds(t, kind, 6));

test('what others have said of a resource is kept when a return writes it', async (t) => {
  const { pool, records, checked, move } = await openReturns(t);
  const foreign = { url: 'https://other.example/extension', valueString: 'theirs' };
  await withTx(pool, 'write', async (tx) => {
    const standing = await records.read(tx, 'Organization', 'h-1');
    assert.ok(standing);
    const extension = [...((standing['extension'] as object[] | undefined) ?? []), foreign];
    const identifier = [
      ...((standing['identifier'] as object[] | undefined) ?? []),
      { system: 'https://other.example', value: '77' },
    ];
    must(await records.update(tx, { ...standing, extension, identifier, telecom: [{ system: 'phone', value: '0432' }] }, since));
  });
  const draft = await checked('机构编号,机构名称,床位（张）\r\nh-1,蛟河医院,5\r\n', { kind: 'annual' });
  await move(draft.id, 'submit');
  await move(draft.id, 'accept');
  const after = await withTx(pool, 'read', (tx) => records.read(tx, 'Organization', 'h-1'));
  assert.ok(after);
  assert.equal(after['name'], '蛟河医院');
  assert.deepEqual(after['telecom'], [{ system: 'phone', value: '0432' }]);
  assert.deepEqual((after['extension'] as object[]).at(-1), foreign);
  assert.deepEqual(
    (after['identifier'] as { value: string }[]).map(({ value }) => value),
    ['h-1', '77'],
  );
});
