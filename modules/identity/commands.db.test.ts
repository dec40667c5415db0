import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { usualModel } from '@songhua/engine-linkage/person/person-model.ts';
import { usualPersonThresholds } from '@songhua/engine-linkage/person/thresholds.ts';
import type { Command } from '@songhua/kernel';
import { li, numberOf, openIdentity } from './fixtures/open-identity.ts';
import { checkCommand } from './start/check-command.ts';
import { linkCommand, trainCommand } from './start/link-command.ts';

test('identity link and identity check', async (t) => {
  const { register, people, pool, server, post } = await openIdentity(t);
  const lines: string[] = [];
  const run = (command: Command, ...args: string[]) =>
    command.run(args, {
      ...{ pool, records: server.records, now: new Date(), root: join(import.meta.dirname, '../..'), modules: [] },
      settings: { registry: 'empty', mode: 'demo', cityScale: 0 },
      progress: () => {},
      print: (line) => lines.push(line),
    });
  await register('li1', li);
  await register('li2', { ...li, institution: 'h2' });
  await register('li3', { ...li, number: numberOf('1958-03-12', 326), institution: 'h3' });
  const wang = {
    name: '王建国',
    sex: 'male',
    born: '1949-10-01',
    number: numberOf('1949-10-01', 15),
    phone: '13704321111',
  } as const;
  for (const [id, institution] of [
    ['wang1', 'h1'],
    ['wang2', 'h2'],
    ['wang3', 'h3'],
  ] as const)
    await register(id, { ...wang, institution });

  await t.test('what people said stands; review only links nobody', async () => {
    assert.equal((await post('/people/link', { patients: ['wang1', 'wang2'], reason: '同一人' })).statusCode, 200);
    assert.equal((await post('/people/unlink', { patient: 'wang2', reason: '两人' })).statusCode, 200);
    assert.equal(await run(linkCommand, '--review-only', '--json'), 0);
    assert.deepEqual(await people(), []);
    const { rows } = await pool.query(`select one, other from identity.review where state = 'open' order by one, other`);
    assert.ok(rows.some(({ one, other }) => one === 'li1' && other === 'li2'));
    const { rows: waiting } = await pool.query(`select 1 from identity.waiting where patient = 'li1'`);
    assert.equal(waiting.length, 1, 'who was only laid before people still waits to be linked');
  });

  await t.test('everything is linked at once, a decision each; a second run changes nothing', async () => {
    assert.equal(await run(linkCommand, '--json'), 0);
    assert.deepEqual(await people(), [['li1', 'li2']], 'wang1 and wang2 are two by somebody’s word, so nothing joins them');
    const decisions = async () =>
      (await pool.query(`select kind, model, thresholds, after from identity.decision where kind = 'auto'`)).rows;
    const [decision] = await decisions();
    assert.deepEqual(decision?.after, [['li1', 'li2']]);
    assert.deepEqual([decision?.model, decision?.thresholds], [usualModel.version, usualPersonThresholds]);
    const { rows: reviews } = await pool.query(`select state from identity.review where one = 'li1' and other = 'li2'`);
    assert.deepEqual(reviews, [{ state: 'linked' }]);
    assert.deepEqual((await pool.query('select 1 from identity.waiting')).rows, []);
    assert.equal(await run(linkCommand), 0);
    assert.equal((await decisions()).length, 1);
    assert.equal(await run(linkCommand, '--everything'), 2);
  });

  await t.test(
    'nobody is joined with a person of whose other registrations one forbids it: that is laid before people',
    async () => {
      const home = { name: '赵淑芬', sex: 'female', phone: '13944208765', address: '吉林市船营区北京路3号楼2单元501室' } as const;
      await register('old', { ...home, born: '1960-03-12', phone: '13504321357', address: '磐石市东宁街道9号楼' });
      await register('silent', { ...home, institution: 'h2' });
      assert.equal((await post('/people/link', { patients: ['old', 'silent'], reason: '同一人' })).statusCode, 200);
      await register('young', { ...home, born: '1990-08-25', institution: 'h3' });
      assert.equal(await run(linkCommand), 0);
      assert.deepEqual(
        (await people()).find((one) => one.includes('old')),
        ['old', 'silent'],
      );
      const { rows } = await pool.query(
        `select vetoes from identity.review where state = 'open' and 'young' in (one, other) and 'silent' in (one, other)`,
      );
      assert.ok(
        rows.some(({ vetoes }) => vetoes.includes('other-birthday')),
        JSON.stringify(rows),
      );
    },
  );

  await t.test('identity train puts a model to use and links nobody', async () => {
    const before = await people();
    const decisions = async () => (await pool.query('select count(*)::int as n from identity.decision')).rows;
    const written = await decisions();
    lines.length = 0;
    assert.equal(await run(trainCommand, '--json'), 0);
    const said = JSON.parse(lines[0] ?? '') as { version: string; records: number };
    const { rows } = await pool.query<{ version: string; body: { version: string } }>('select version, body from identity.model');
    assert.deepEqual(
      rows.map(({ version, body }) => [version, body.version]),
      [[said.version, said.version]],
    );
    // Too few registrations teach nothing: the model that comes along is put to use, and says so.
    assert.equal(said.version, usualModel.version);
    lines.length = 0;
    assert.equal(await run(trainCommand), 0);
    assert.deepEqual(lines, [said.version]);
    assert.equal((await pool.query('select 1 from identity.model')).rowCount, 1, 'taught the same again, it is the same model');
    assert.deepEqual([await people(), await decisions()], [before, written]);
  });

  await t.test('the check finds what differs and puts it right', async () => {
    assert.equal(await run(checkCommand), 0);
    await pool.query(`delete from identity.source where patient = 'li1'`);
    await pool.query(`update identity.source set print = 'x' where patient = 'li2'`);
    await pool.query(`insert into identity.source select 'ghost', name, folded, sex, born, number, phone, address, home, institution, provisional, mother, active,
                      by_account, registered, recorded, print, keys from identity.source where patient = 'li3'`);
    lines.length = 0;
    assert.equal(await run(checkCommand), 1);
    assert.deepEqual(lines.slice(0, 3).sort(), [
      'Patient/ghost: without resource',
      'Patient/li1: missing',
      'Patient/li2: differs',
    ]);
    assert.equal(await run(checkCommand, '--mend'), 0);
    assert.equal(await run(checkCommand), 0);
    const byAccount = async () =>
      (await pool.query(`select patient from identity.source where by_account order by patient`)).rows.map(
        ({ patient }) => patient,
      );
    assert.deepEqual(await byAccount(), []);
    await register('li3', { ...li, number: numberOf('1958-03-12', 328), institution: 'h3' });
    await pool.query(`update identity.source set by_account = true, print = 'x' where patient = 'wang1'`);
    await pool.query(`delete from identity.source where patient in ('wang2', 'li3')`);
    assert.equal(await run(checkCommand, '--mend'), 0);
    assert.deepEqual(await byAccount(), ['li3', 'wang1'], 'an account’s word, and a later version that may be one');
    await pool.query(`update identity.member set person = 'li2'`);
    assert.equal(await run(checkCommand), 1, 'who is one person is the same in both places');
  });
});
