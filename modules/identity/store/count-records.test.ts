import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ok, type RecordStore, refuse, type Tx } from '@songhua/kernel';
import { countRecords } from './count-records.ts';

test('a kind that the search refuses to count is not counted, and the rest is', async () => {
  const find: RecordStore['find'] = async (_, query) =>
    query.startsWith('Observation')
      ? refuse('records.search-too-costly', { looked: 100_000, limit: 100_000 })
      : ok({
          included: [],
          total: 2,
          resources: query.startsWith('Encounter')
            ? [
                {
                  resourceType: 'Encounter',
                  id: 'e',
                  meta: { versionId: '1', lastUpdated: '2026-11-22T08:00:00Z' },
                  period: { start: '2026-05-06' },
                },
              ]
            : [],
        });
  const counted = await countRecords({} as Tx, { find } as RecordStore, 'p', new Date('2026-11-22T08:00:00Z'));
  assert.deepEqual(counted, { visits: 2, results: null, diagnoses: 2, medicines: 2, immunisations: 2, latest: '2026-05-06' });
});
