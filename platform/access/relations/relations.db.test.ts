import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Resource } from '@songhua/kernel';
import { testApp } from '@songhua/server/testing.ts';
import { consentList, emergency, explanation } from '../contract.ts';
import { relateCommand } from './relate-command.ts';

const ref = (reference: string) => ({ reference });
const now = Date.now();
const dayFrom = (days: number): string => new Date(now + days * 86_400_000).toISOString();
const coded = (system: string, code: string) => ({ coding: [{ system, code }] });
const icd = 'http://hl7.org/fhir/sid/icd-10';

test('who sees what follows from what is written, at once', async (t) => {
  const { server, pool, signInAs, clientToken } = await testApp(t);
  const client = await clientToken();
  const send = async (method: 'PUT' | 'DELETE', path: string, payload?: object): Promise<number> => {
    const headers = { ...client, 'content-type': 'application/fhir+json' };
    const answer = await server.app.inject({ method, url: `/fhir/R4/${path}`, headers, ...(payload && { payload }) });
    assert.ok(answer.statusCode < 300, answer.body);
    return answer.statusCode;
  };
  const put = (resource: Resource & { readonly id: string }): Promise<number> =>
    send('PUT', `${resource.resourceType}/${resource.id}`, resource);

  for (const id of ['h1', 'h2']) await put({ resourceType: 'Organization', id, name: id });
  for (const id of ['p1', 'p2']) await put({ resourceType: 'Patient', id, address: [{ district: '220221' }] });
  const observation = (id: string, patient: string) => ({
    resourceType: 'Observation',
    id,
    status: 'final',
    code: { text: 'glucose' },
    subject: ref(`Patient/${patient}`),
  });
  for (const patient of ['p1', 'p2']) await put(observation(`o-${patient}`, patient));
  const condition = (id: string, code: string) => ({
    resourceType: 'Condition',
    id,
    subject: ref('Patient/p1'),
    code: coded(icd, code),
  });
  await put(condition('c-flu', 'J10'));
  await put(condition('c-hiv', 'B20'));
  await put(condition('c-gene', 'Z15.0'));

  for (const [username, organization] of [
    ['doctor', 'h1'],
    ['nurse', 'h1'],
    ['family', 'h2'],
  ] as const) {
    await pool.query(
      `insert into access.membership (account, organization, roles, since)
       select id, $2, roles, '2020-01-01' from access.account where username = $1`,
      [username, `Organization/${organization}`],
    );
    await pool.query(`update access.account set roles = '{viewer}' where username = $1`, [username]);
  }
  await pool.query(`update access.account set patient = 'Patient/p1' where username = 'resident'`);
  await pool.query(`update access.account set area = '220221' where username = 'cdc'`);
  const [doctor, nurse, family, cdc, resident, privacy, admin, planner] = await Promise.all(
    (['doctor', 'nurse', 'family', 'cdc', 'resident', 'privacy', 'admin', 'planner'] as const).map((name) =>
      signInAs(name, `songhua-${name}`),
    ),
  );
  assert.ok(doctor && nurse && family && cdc && resident && privacy && admin && planner);
  type Headers = Record<string, string>;
  const read = async (path: string, headers: Headers) =>
    (await server.app.inject({ url: `/fhir/R4/${path}`, headers })).statusCode;
  const found = async (path: string, headers: Headers) => {
    const bundle = (await server.app.inject({ url: `/fhir/R4/${path}`, headers })).json<{
      total?: number;
      entry?: { resource: { id: string } }[];
    }>();
    return (bundle.entry ?? []).map(({ resource }) => resource.id).sort();
  };
  const explain = async (account: string, resource: string, headers: Headers = privacy) => {
    const answer = await server.app.inject({ url: `/api/access/explain?account=${account}&resource=${resource}`, headers });
    assert.equal(answer.statusCode, 200, answer.body);
    return explanation.parse(answer.json());
  };

  await t.test('administrators and planners read registers, and nobody’s records', async () => {
    for (const headers of [admin, planner]) {
      assert.equal(await read('Organization/h1', headers), 200);
      assert.equal(await read('Patient/p1', headers), await read('Patient/none', headers));
      assert.deepEqual(await found('Observation?_total=accurate', headers), []);
    }
  });

  await t.test('before anybody is admitted, neither doctor nor nurse sees anything, and is told why', async () => {
    assert.equal(await read('Observation/o-p1', doctor), 404);
    assert.deepEqual(await found('Patient', doctor), []);
    const { seen, because, patients } = await explain('doctor', 'Observation/o-p1');
    assert.deepEqual([seen, because, patients], [false, 'no-relation', ['Patient/p1']]);
  });

  const encounter = {
    resourceType: 'Encounter',
    id: 'e1',
    status: 'in-progress',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
    subject: ref('Patient/p1'),
    serviceProvider: ref('Organization/h1'),
    period: { start: dayFrom(-2) },
  };
  await t.test('once admitted, the institution that treats sees that person and no other', async () => {
    await put(encounter);
    assert.deepEqual(await found('Patient', doctor), ['p1']);
    assert.deepEqual(await found('Observation', doctor), ['o-p1']);
    assert.equal(await read('Observation/o-p2', doctor), 404);
    assert.equal(await read('Observation/o-p1', family), 404, 'of another institution');
    const { seen, ways } = await explain('doctor', 'Observation/o-p1');
    assert.equal(seen, true);
    assert.deepEqual(
      ways.find(({ leads }) => leads)?.through.map(({ relation, holder }) => [relation, holder]),
      [['treating', 'Organization/h1']],
    );
  });

  await t.test('what was stored before relations were kept is related by a command', async () => {
    await pool.query('delete from records.stake');
    assert.equal(await read('Observation/o-p1', doctor), 404);
    const lines: string[] = [];
    const context = { pool, records: server.records, print: (line: string) => lines.push(line) };
    assert.equal(await relateCommand.run([], context as unknown as Parameters<typeof relateCommand.run>[1]), 0);
    assert.deepEqual(lines, ['Patient 2', 'Encounter 1', 'EpisodeOfCare 0', 'CareTeam 0', 'Consent 0']);
    assert.equal(await read('Observation/o-p1', doctor), 200);
  });

  await t.test('sensitive records are seen as far as the policy says', async () => {
    assert.deepEqual(await found('Condition', doctor), ['c-flu', 'c-gene', 'c-hiv']);
    assert.deepEqual(await found('Condition', nurse), ['c-flu', 'c-hiv']);
    assert.deepEqual(await found('Condition', cdc), ['c-flu'], 'of its area');
    assert.deepEqual(await found('Condition', resident), ['c-flu', 'c-gene', 'c-hiv'], 'one’s own');
    assert.equal((await explain('nurse', 'Condition/c-gene')).because, 'label');
    assert.equal((await explain('cdc', 'Observation/o-p1')).because, 'no-policy');
    const officers = await explain('nurse', 'Condition/c-gene');
    assert.deepEqual(
      [officers.withheld, officers.patients, officers.labels.map(({ label }) => label)],
      [false, ['Patient/p1'], ['genetic']],
    );
  });

  await t.test('whose a record is and what makes it sensitive are told to privacy officers alone', async () => {
    const hidden = await explain('nurse', 'Condition/c-gene', admin);
    assert.deepEqual([hidden.because, hidden.withheld, hidden.patients, hidden.labels], ['label', true, [], []]);
    const own = await explain('resident', 'Condition/c-gene', admin);
    assert.ok(own.seen && !/Patient|genetic|遗传|p1/.test(JSON.stringify([own.patients, own.labels, own.sentence])));
    assert.deepEqual(
      own.ways.flatMap(({ through }) => through),
      [],
    );
  });

  const consent = {
    resourceType: 'Consent',
    id: 'k1',
    status: 'active',
    scope: coded('http://terminology.hl7.org/CodeSystem/consentscope', 'patient-privacy'),
    category: [coded('http://loinc.org', '59284-0')],
    patient: ref('Patient/p1'),
    policyRule: coded('http://terminology.hl7.org/CodeSystem/v3-ActCode', 'OPTIN'),
    provision: {
      provision: [
        {
          type: 'deny',
          actor: [
            {
              role: coded('http://terminology.hl7.org/CodeSystem/v3-ParticipationType', 'IRCP'),
              reference: ref('Organization/h1'),
            },
          ],
          class: [{ system: 'http://hl7.org/fhir/resource-types', code: 'Observation' }],
        },
      ],
    },
  };
  await t.test('a consent binds at once, and ends at once', async () => {
    await put(consent);
    assert.deepEqual(await found('Observation', doctor), []);
    assert.deepEqual(await found('Condition', nurse), ['c-flu', 'c-hiv'], 'other types are not concerned');
    assert.deepEqual(await found('Observation', resident), ['o-p1'], 'one’s own');
    assert.equal((await explain('doctor', 'Observation/o-p1')).because, 'consent');
    const listed = await server.app.inject({ url: '/api/access/consents?patient=Patient/p1&status=active', headers: privacy });
    const { total, items } = consentList.parse(listed.json());
    assert.deepEqual(
      [total, items.map(({ id, binds, forbids }) => [id, binds, forbids.map(({ en }) => en)])],
      [1, [['k1', true, ['Forbids h1 to see Observation records.']]]],
    );
    assert.equal((await server.app.inject({ url: '/api/access/consents?patient=Patient/p1', headers: admin })).statusCode, 403);
    const csv = await server.app.inject({ url: '/api/access/consents/export?patient=Patient/p1&lang=en', headers: privacy });
    assert.match(csv.body, /k1,active,yes,.*Forbids h1/);
    const hiv = { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'HIV' };
    await put({ ...consent, id: 'sensitive', meta: { security: [hiv] } });
    assert.deepEqual(await found('Consent', privacy), ['k1', 'sensitive'], 'the officer oversees all of them');
    assert.deepEqual(await found('Consent', doctor), []);
    const again = await server.app.inject({ url: '/api/access/consents?patient=Patient/p1', headers: privacy });
    assert.deepEqual(
      [
        again.json().total,
        again
          .json()
          .items.map(({ id }: { id: string }) => id)
          .sort(),
      ],
      [2, ['k1', 'sensitive']],
    );
    const rows = await server.app.inject({ url: '/api/access/consents/export?patient=Patient/p1&lang=en', headers: privacy });
    assert.ok(rows.body.includes('k1,') && rows.body.includes('sensitive,'), rows.body);
    await send('DELETE', 'Consent/sensitive');
    await put({ ...consent, status: 'inactive' });
    assert.deepEqual(await found('Observation', doctor), ['o-p1']);
    await put(consent);
    assert.deepEqual(await found('Observation', doctor), []);
    await send('DELETE', 'Consent/k1');
    assert.deepEqual(await found('Observation', doctor), ['o-p1']);
  });

  await t.test('who is denied as one institution is denied as another, too; spared is who acts for the one that is', async () => {
    await pool.query(`update access.account set practitioner = 'Practitioner/d1' where username = 'doctor'`);
    await pool.query(
      `insert into access.membership (account, organization, roles, since)
       select id, 'Organization/h2', roles || '{doctor}'::text[], '2021-01-01' from access.account where username = 'doctor'`,
    );
    await put({ ...encounter, participant: [{ individual: ref('Practitioner/d1') }] });
    await put(consent);
    const actAs = async (institution: string | null) => {
      const payload = { institution, patient: null };
      const answer = await server.app.inject({
        method: 'POST',
        url: '/api/administration/me/choice',
        headers: doctor,
        payload,
      });
      assert.equal(answer.statusCode, 200, answer.body);
    };
    await actAs('Organization/h2');
    assert.deepEqual(await found('Condition', doctor), ['c-flu', 'c-gene', 'c-hiv'], 'treats the person there, too');
    assert.deepEqual(await found('Observation', doctor), [], 'forbidden to h1');
    const [, h2] = ['h1', 'h2'].map((id) => ref(`Organization/${id}`));
    const recipient = coded('http://terminology.hl7.org/CodeSystem/v3-ParticipationType', 'IRCP');
    const spares = { type: 'permit', actor: [{ role: recipient, reference: h2 }] };
    await put({ ...consent, provision: { provision: [{ type: 'deny', provision: [spares] }] } });
    assert.deepEqual(await found('Observation', doctor), ['o-p1'], 'acts for the one that is spared');
    await actAs('Organization/h1');
    assert.deepEqual(await found('Observation', doctor), [], 'works for it, but acts for another');
    await send('DELETE', 'Consent/k1');
    await put(encounter);
    await pool.query(`delete from access.membership where organization = 'Organization/h2' and 'doctor' = any(roles)`);
    await pool.query(`update access.account set practitioner = null where username = 'doctor'`);
    await actAs(null);
  });

  await t.test('a consent that cannot be kept is refused with the field', async () => {
    const [inner] = consent.provision.provision;
    const broken = { ...consent, provision: { provision: [{ ...inner, dataPeriod: { start: '2026' } }] } };
    const answer = await server.app.inject({
      method: 'PUT',
      url: '/fhir/R4/Consent/k1',
      headers: { ...client, 'content-type': 'application/fhir+json' },
      payload: broken,
    });
    assert.equal(answer.statusCode, 400, answer.body);
    assert.match(answer.body, /provision\.provision\[0\]\.dataPeriod/);
  });

  await t.test('emergency access opens a stranger’s record at once, above consent, and closes at once', async () => {
    assert.equal(await read('Observation/o-p2', nurse), 404);
    const everything = {
      ...consent,
      id: 'k2',
      patient: ref('Patient/p2'),
      policyRule: undefined,
      policy: [{ uri: 'urn:p' }],
      provision: { type: 'deny' },
    };
    await put(everything);
    const payload = { patient: 'Patient/p2', reason: '车祸昏迷，查过敏史', minutes: 30 };
    const opened = await server.app.inject({ method: 'POST', url: '/api/access/emergency', headers: nurse, payload });
    const { id } = emergency.parse(opened.json());
    assert.equal(await read('Observation/o-p2', nurse), 200);
    assert.equal(await read('Observation/o-p2', doctor), 404, 'it is the nurse’s alone');
    assert.deepEqual(
      (await explain('nurse', 'Observation/o-p2')).ways.filter(({ leads }) => leads).map(({ policy }) => policy),
      ['emergency'],
    );
    await server.app.inject({ method: 'POST', url: `/api/access/emergency/${id}/end`, headers: nurse, payload: {} });
    assert.equal(await read('Observation/o-p2', nurse), 404);
  });

  await t.test('treatment that ended long ago leads nowhere, and it is said that it is over', async () => {
    await put({ ...encounter, status: 'finished', period: { start: dayFrom(-200), end: dayFrom(-100) } });
    assert.equal(await read('Observation/o-p1', doctor), 404);
    assert.equal((await explain('doctor', 'Observation/o-p1')).because, 'relation-over');
    await put({ ...encounter, status: 'finished', period: { start: dayFrom(-200), end: dayFrom(-80) } });
    assert.equal(await read('Observation/o-p1', doctor), 200, 'within 90 days');
    await send('DELETE', 'Encounter/e1');
    assert.equal(await read('Observation/o-p1', doctor), 404);
  });

  await t.test('who asks why needs the permission, an account and a record that are there', async () => {
    const ask = (query: string, headers: Headers) => server.app.inject({ url: `/api/access/explain?${query}`, headers });
    assert.equal((await ask('account=doctor&resource=Observation/o-p1', {})).statusCode, 401);
    assert.equal((await ask('account=doctor&resource=Observation/o-p1', doctor)).statusCode, 403);
    for (const [query, status, code] of [
      ['account=nobody&resource=Observation/o-p1', 404, 'access.unknown-account'],
      ['account=doctor&resource=Observation/none', 404, 'access.unknown-resource'],
      ['account=doctor&resource=Observations/none', 404, 'access.unknown-resource'],
      ['account=doctor&institution=Organization/h2&resource=Observation/o-p1', 409, 'access.not-a-member'],
      ['account=doctor&resource=o-p1', 400, 'kernel.invalid-input'],
    ] as const) {
      const answer = await ask(query, privacy);
      assert.deepEqual([answer.statusCode, answer.json<{ code: string }>().code], [status, code]);
    }
  });
});
