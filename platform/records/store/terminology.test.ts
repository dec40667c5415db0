import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Tx } from '@songhua/kernel';
import { createCodeShelf } from './terminology.ts';

/** A database of value sets, one for each address; `meanwhile` happens before their texts are answered. */
function databaseOf(home: object) {
  const numbers = new Map<string, string>();
  const numberOf = (key: string): string => {
    const known = numbers.get(key) ?? String(numbers.size + 1);
    numbers.set(key, known);
    return known;
  };
  return async <T>(work: (tx: Tx) => Promise<T>, meanwhile: () => Promise<void> = async () => {}): Promise<T> => {
    const committed: (() => void)[] = [];
    const query = async (_sql: string, [listed]: [string], name: string) => {
      const list = listed.replace(/[{}]/g, '').split(',');
      if (name === 'records.find-by-url') return list.map((key) => ({ key, rid: numberOf(key), version: 1 }));
      await meanwhile();
      return list.map((rid) => ({ rid, body: JSON.stringify({ resourceType: 'ValueSet', status: 'active', rid }) }));
    };
    const result = await work({
      home,
      spread: false,
      query,
      afterCommit: (then: () => void) => committed.push(then),
    } as unknown as Tx);
    for (const then of committed) then();
    return result;
  };
}

test('a value set that is forgotten while others are read is still the one it was', async () => {
  const within = databaseOf({});
  const shelf = createCodeShelf(
    () => 5,
    () => undefined,
  );
  const [first] = await within((tx) => shelf.valueSets(tx, ['http://a']));
  const others = Array.from({ length: 70 }, (_, n) => `http://x${n}`);
  const both = await within(
    (tx) => shelf.valueSets(tx, ['http://a', 'http://b']),
    async () => void (await within((tx) => shelf.valueSets(tx, others))),
  );
  assert.deepEqual(both[0], first);
  assert.deepEqual(await within((tx) => shelf.valueSets(tx, ['http://a'])), [first]);
});

test('what a transaction read that did not commit is not remembered', async () => {
  const within = databaseOf({});
  const shelf = createCodeShelf(
    () => 5,
    () => undefined,
  );
  const failing = within(async (tx) => {
    await shelf.valueSets(tx, ['http://a']);
    throw new Error('rolled back');
  });
  await assert.rejects(failing, /rolled back/);
  let asked = 0;
  await within(
    (tx) => shelf.valueSets(tx, ['http://a']),
    async () => {
      asked += 1;
    },
  );
  assert.equal(asked, 1, 'it is read again');
});
