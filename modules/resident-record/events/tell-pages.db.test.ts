import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withTx } from '@songhua/kernel';
import { openRecordHouse } from '../fixtures/record-house.ts';
import { tellPages } from './tell-pages.ts';

test('pages that show records hear of what somebody joined or took apart, and not of what a run of the index linked', async (t) => {
  const { pool } = await openRecordHouse(t);
  const tell = (cause: string) =>
    withTx(pool, 'write', (tx) =>
      tellPages.handle(
        tx,
        {
          id: crypto.randomUUID(),
          type: 'identity.people-changed',
          payload: {
            people: [
              { person: 'ph', members: ['ph'] },
              { person: 'pt', members: ['pt', 'pm'] },
            ],
            cause,
          },
          at: new Date(),
        } as Parameters<typeof tellPages.handle>[1],
        undefined as never,
      ),
    );
  for (const cause of ['auto', 'unlink', 'link', 'undo']) await tell(cause);
  const { rows } = await pool.query(`select payload from events.outbox where type = 'resident-record.regrouped'`);
  assert.deepEqual(
    rows.map(({ payload }) => payload),
    Array.from({ length: 3 }, () => ({ patients: ['ph', 'pt', 'pm'] })),
  );
});
