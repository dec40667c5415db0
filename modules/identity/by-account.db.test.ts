import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { withTx } from '@songhua/kernel';
import { linkPatients } from './events/write-links.ts';
import { li, openIdentity, patientOf, type Registered } from './fixtures/open-identity.ts';

const zhang: Registered = { name: '张建国', sex: 'male', born: '1961-05-06', phone: '13804329876', institution: 'h2' };

/** The index, with a doctor of the institution h2. */
async function openAtH2(t: TestContext) {
  const app = await openIdentity(t, {
    prepare: (database) =>
      database.query(
        `with gone as (delete from access.membership where account = (select id from access.account where username = 'doctor'))
         insert into access.membership (account, organization, roles, since)
         select id, 'Organization/h2', roles, '2019-01-01' from access.account where username = 'doctor'`,
      ),
  });
  const put = async (...[resource, headers]: Parameters<typeof app.put>) => {
    const answer = await app.put(resource, headers);
    assert.ok(answer.statusCode < 300, answer.body);
  };
  return { ...app, put };
}

test('what an account writes into the Patient of somebody whom it treats opens nobody else’s record by itself', async (t) => {
  const { register, link, people, put, pool, server, client, signInAs } = await openAtH2(t);
  await register('li', li);
  await register('zhang', zhang);
  const subject = (id: string) => ({ subject: { reference: `Patient/${id}` } });
  await put({ ...{ resourceType: 'Observation', id: 'of-li', status: 'final', code: { text: 'x' } }, ...subject('li') }, client);
  await put(
    {
      ...{ resourceType: 'Encounter', id: 'of-zhang', status: 'in-progress', class: { code: 'AMB' } },
      ...{ ...subject('zhang'), serviceProvider: { reference: 'Organization/h2' } },
    },
    client,
  );
  const doctor = await signInAs('doctor', 'songhua-doctor');
  const looks = async () => (await server.app.inject({ url: '/fhir/R4/Observation/of-li', headers: doctor })).statusCode;
  assert.equal(await looks(), 404);
  // A stranger's name, number and birthday, put into the file of one's own patient.
  const asLi = { ...li, institution: 'h2' };
  await put(patientOf('zhang', asLi), doctor);
  await link();
  assert.deepEqual(await people(), []);
  assert.equal(await looks(), 404);
  const { rows } = await pool.query('select 1 from identity.review');
  assert.equal(rows.length, 1, 'a registrar looks at it');
  // The same from the institution's own system is believed, as all that systems write.
  await put(patientOf('zhang', { ...asLi, phone: '13804320000' }), client);
  await link();
  assert.deepEqual(await people(), [['li', 'zhang']]);
  assert.equal(await looks(), 200);
});

test('where an account says somebody lives stays an account’s word when the index links the Patient', async (t) => {
  const { register, link, people, put, pool, server, client, signInAs } = await openAtH2(t);
  await register('one', li);
  await register('two', { ...li, institution: 'h2' });
  await put(
    {
      ...{ resourceType: 'Encounter', id: 'of-two', status: 'in-progress', class: { code: 'AMB' } },
      ...{ subject: { reference: 'Patient/two' }, serviceProvider: { reference: 'Organization/h2' } },
    },
    client,
  );
  await link();
  assert.deepEqual(await people(), [['one', 'two']]);
  const areas = async () =>
    (
      await pool.query(
        `select n.id as patient, s.holder, s.alone, s.until <> 'infinity' as bounded from records.stake s join records.name n on n.rid = s.patient
          where s.holder like 'area/%' order by s.holder`,
      )
    ).rows;
  const linksOf = async (id: string): Promise<number> => {
    const answer = await server.app.inject({ url: `/fhir/R4/Patient/${id}`, headers: client });
    return (answer.json<{ link?: unknown[] }>().link ?? []).length;
  };
  const write = () => withTx(pool, 'write', (tx) => linkPatients(tx, server.records, ['one', 'two'], new Date()));
  const moved = patientOf('two', { ...li, institution: 'h2', more: { address: [{ text: li.address, district: '220202' }] } });
  await put(moved, await signInAs('doctor', 'songhua-doctor'));
  const said = ['area/220200', 'area/220202'].map((holder) => ({ patient: 'two', holder, alone: true, bounded: true }));
  assert.deepEqual(await areas(), said);
  await write();
  assert.deepEqual(await areas(), said);
  assert.deepEqual([await linksOf('one'), await linksOf('two')], [1, 0]);
  // Once the institution's own system has said it, it is believed, and the Patient linked as any other.
  await put(moved, client);
  await write();
  assert.equal(await linksOf('two'), 1);
  assert.deepEqual((await areas()).map(({ patient, alone, bounded }) => [patient, alone, bounded]).sort(), [
    ['one', false, false],
    ['one', false, false],
    ['two', false, false],
    ['two', false, false],
  ]);
});
