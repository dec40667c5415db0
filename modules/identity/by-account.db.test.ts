import assert from 'node:assert/strict';
import { test } from 'node:test';
import { li, openIdentity, patientOf, type Registered } from './fixtures/open-identity.ts';

const zhang: Registered = { name: '张建国', sex: 'male', born: '1961-05-06', phone: '13804329876', institution: 'h2' };

test('what an account writes into the Patient of somebody whom it treats opens nobody else’s record by itself', async (t) => {
  const {
    register,
    link,
    people,
    put: keep,
    pool,
    server,
    client,
    signInAs,
  } = await openIdentity(t, {
    prepare: (database) =>
      database.query(
        `with gone as (delete from access.membership where account = (select id from access.account where username = 'doctor'))
         insert into access.membership (account, organization, roles, since)
         select id, 'Organization/h2', roles, '2019-01-01' from access.account where username = 'doctor'`,
      ),
  });
  const put = async (...[resource, headers]: Parameters<typeof keep>) => {
    const answer = await keep(resource, headers);
    assert.ok(answer.statusCode < 300, answer.body);
  };
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
