import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resourceTypes } from '@songhua/records/domain/resource-types.ts';
import { policies } from './policies.ts';
import { resourceGroups } from './resource-groups.ts';
import { sayPolicy } from './say-policy.ts';

const sentence = (id: string) => {
  const policy = policies.find((one) => one.id === id);
  assert.ok(policy);
  return sayPolicy(policy);
};

test('a policy is a sentence in both languages', () => {
  const { zh, en } = sentence('disease-control');
  assert.equal(
    en,
    'A disease-control officer may, for public health, read and search identity and public-health records (diagnoses, immunisations, case forms) of the residents for whom their area or institution is responsible, without sensitive records; lists show names, identity numbers and phone numbers of people in part.',
  );
  assert.equal(
    zh,
    '疾控人员为公共卫生可以查看、检索本机构或本辖区负责的居民的身份信息、公共卫生记录（诊断、预防接种、个案调查），不含敏感信息；列表中姓名、证件号码、电话只显示一部分。',
  );
});

test('what a policy says follows from its parts: labels, everybody, consent', () => {
  assert.match(sentence('treatment').en, /sensitive records included/);
  assert.match(sentence('nursing').en, /only those on HIV and sexually transmitted infections and mental health/);
  assert.match(sentence('consent-oversight').en, /read and search consents, sensitive records included/);
  assert.match(sentence('disease-control').en, /without sensitive records/);
  assert.match(sentence('emergency').en, /consent does not limit this/);
  assert.doesNotMatch(sentence('open-registers').en, /sensitive/);
});

test('a policy says what lists show in part, and nothing of it where they show everything', () => {
  assert.ok(policies.some(({ masked }) => masked.length > 0));
  for (const policy of policies) {
    const { zh, en } = sayPolicy(policy);
    assert.equal(/只显示一部分/.test(zh), policy.masked.length > 0, policy.id);
    assert.equal(/in part/.test(en), policy.masked.length > 0, policy.id);
  }
});

test('no two policies read alike', () => {
  const said = policies.map((policy) => sayPolicy(policy).zh);
  assert.equal(new Set(said).size, said.length);
});

test('every type of R4 stands in one group', () => {
  const grouped = Object.values(resourceGroups).flatMap(({ types }) => types);
  assert.deepEqual(grouped.toSorted(), [...resourceTypes].toSorted());
});
