import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { root } from '../fixtures/jilin.ts';
import { readPlans } from './load-plans.ts';

/** A copy of `plans/` that a test may break. */
async function copyOfPlans(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'songhua-plans-'));
  t.after(() => rm(folder, { recursive: true }));
  await cp(join(root, 'plans/jilin-2025'), join(folder, 'plans/jilin-2025'), { recursive: true });
  return folder;
}

test('a broken plan file stops the start with file, line and reason in both languages', async (t) => {
  const copy = await copyOfPlans(t);
  const file = join(copy, 'plans/jilin-2025/indicators.yaml');
  const text = await readFile(file, 'utf8');
  const line = text.slice(0, text.indexOf('beds-total]')).split('\n').length;
  await writeFile(file, text.replace('beds-total]', 'bedz]'));
  await assert.rejects(readPlans(copy), (error: Error) => {
    assert.match(
      error.message,
      new RegExp(
        `plans/jilin-2025/indicators\\.yaml:${line} indicators\\[5\\]\\.definition\\.numerator\\[0\\] \\[undefined-measure\\]`,
      ),
    );
    assert.match(error.message, /引用了没有定义的指标量.*refers to a measure that is not defined/);
    return true;
  });
});

test('a folder named unlike its plan is refused', async (t) => {
  const copy = await copyOfPlans(t);
  await rename(join(copy, 'plans/jilin-2025'), join(copy, 'plans/other'));
  await assert.rejects(readPlans(copy), /plans\/other\/plan\.yaml:1 plan\.id/);
});

test('the same files give the same hash and any change another', async (t) => {
  const copy = await copyOfPlans(t);
  const hash = async (folder: string) => (await readPlans(folder))[0]?.hash;
  assert.equal(await hash(copy), await hash(root));
  await writeFile(
    join(copy, 'plans/jilin-2025/areas.csv'),
    `${await readFile(join(copy, 'plans/jilin-2025/areas.csv'), 'utf8')}# more\n`,
  );
  assert.notEqual(await hash(copy), await hash(root));
});
