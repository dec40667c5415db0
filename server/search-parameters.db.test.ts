import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testApp } from './testing.ts';

const parameter = {
  resourceType: 'SearchParameter',
  id: 'blood-group',
  url: 'http://songhua.example/SearchParameter/blood-group',
  name: 'BloodGroup',
  status: 'active',
  description: '血型',
  code: 'blood-group',
  base: ['Patient'],
  type: 'token',
  expression: "Patient.extension('http://songhua.example/blood-group').value",
};

const patient = (id: string, group: string) => ({
  resourceType: 'Patient',
  id,
  extension: [{ url: 'http://songhua.example/blood-group', valueCode: group }],
});

test('a search parameter put in by HTTP is indexed in the background, searched by and declared', async (t) => {
  const { server, clientToken } = await testApp(t, { events: true });
  const headers = await clientToken();
  const put = (payload: { resourceType: string; id: string }) =>
    server.app.inject({ method: 'PUT', url: `/fhir/R4/${payload.resourceType}/${payload.id}`, headers, payload });
  const get = (url: string) => server.app.inject({ url: `/fhir/R4/${url}`, headers });
  for (const [n, group] of ['A', 'B', 'A'].entries()) assert.equal((await put(patient(`p${n}`, group))).statusCode, 201);
  const wrong = await put({ ...parameter, expression: 'Patient.nothing' } as never);
  assert.equal(wrong.statusCode, 422, wrong.body);
  assert.match(wrong.body, /SearchParameter\.expression/);
  assert.equal((await put(parameter)).statusCode, 201);
  const status = async () => {
    const {
      parameter: [index],
    } = (await get('SearchParameter/blood-group/$status')).json();
    return index.part.find(({ name }: { name: string }) => name === 'state').valueCode as string;
  };
  while ((await status()) !== 'ready') await new Promise((resolve) => setTimeout(resolve, 50));
  const found = await get('Patient?blood-group=A&_total=accurate');
  assert.equal(found.json().total, 2, found.body);
  const declared = async () => {
    const {
      rest: [rest],
    } = (await get('metadata')).json();
    const { searchParam } = rest.resource.find(({ type }: { type: string }) => type === 'Patient');
    return searchParam.some(({ name }: { name: string }) => name === 'blood-group') as boolean;
  };
  for (let tries = 0; tries < 100 && !(await declared()); tries += 1) await new Promise((resolve) => setTimeout(resolve, 50));
  assert.ok(await declared());
  const reindex = await server.app.inject({ method: 'POST', url: '/fhir/R4/Patient/$reindex', headers });
  assert.equal(reindex.statusCode, 202, reindex.body);
  assert.equal((await server.app.inject({ method: 'POST', url: '/fhir/R4/Patients/$reindex', headers })).statusCode, 404);
  assert.equal((await get('SearchParameter/other/$status')).statusCode, 404);
});

test('people are found by the sound of their names: pinyin, initials, other characters, surnames in their own reading', async (t) => {
  const { server, clientToken } = await testApp(t);
  const headers = await clientToken();
  const names = { zw: '张伟', zw2: '章威', shan: '单田芳', qiu: '仇英', xie: '解缙', yuchi: '尉迟恭', lv: '吕布', li: '李四' };
  for (const [id, text] of Object.entries(names)) {
    const name = [{ text, family: text.slice(0, 1), given: [text.slice(1)] }];
    const payload = { resourceType: 'Patient', id, name };
    const { statusCode, body } = await server.app.inject({ method: 'PUT', url: `/fhir/R4/Patient/${id}`, headers, payload });
    assert.equal(statusCode, 201, body);
  }
  const find = async (sound: string): Promise<string[]> => {
    const answer = await server.app.inject({ url: `/fhir/R4/Patient?phonetic=${encodeURIComponent(sound)}`, headers });
    assert.equal(answer.statusCode, 200, answer.body);
    return (answer.json().entry ?? []).map(({ resource }: { resource: { id: string } }) => resource.id).sort();
  };
  for (const sound of ['zhangwei', 'zhang wei', 'zw', '张伟', '章威', 'Wei Zhang', 'ZHANG']) {
    assert.deepEqual(await find(sound), ['zw', 'zw2'], sound);
  }
  const readings = {
    shantianfang: ['shan'],
    qiuying: ['qiu'],
    xiejin: ['xie'],
    yuchigong: ['yuchi'],
    lvbu: ['lv'],
    lyubu: ['lv'],
  };
  for (const [sound, ids] of Object.entries(readings)) assert.deepEqual(await find(sound), ids, sound);
  for (const sound of ['dantianfang', 'chouying', 'jiejin', 'weichigong', 'wei', 'x']) {
    assert.deepEqual(await find(sound), sound === 'wei' ? ['zw', 'zw2'] : sound === 'x' ? ['xie'] : [], sound);
  }
});
