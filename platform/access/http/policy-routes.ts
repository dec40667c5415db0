import { labels, ok, purposes, relations, roles, route } from '@songhua/kernel';
import { type PolicyList, policyList } from '../contract.ts';
import { maskedFields } from '../policy/masked-fields.ts';
import { type Policy, policies } from '../policy/policies.ts';
import { resourceGroups } from '../policy/resource-groups.ts';
import { sayPolicy } from '../policy/say-policy.ts';

const allLabels = Object.keys(labels) as (keyof typeof labels)[];

const describe = (policy: Policy): PolicyList['items'][number] => ({
  id: policy.id,
  roles: policy.roles.map((role) => ({ role, title: roles[role] })),
  groups: policy.groups.map((group) => ({ group, title: resourceGroups[group].title, types: [...resourceGroups[group].types] })),
  relations: policy.by === 'everyone' ? [] : policy.by.map((relation) => ({ relation, title: relations[relation] })),
  everyone: policy.by === 'everyone',
  interactions: policy.interactions,
  purpose: { purpose: policy.purpose, title: purposes[policy.purpose] },
  labels: (policy.labels === '*' ? allLabels : policy.labels).map((label) => ({ label, title: labels[label] })),
  masked: policy.masked.map((field) => ({ field, title: maskedFields[field] })),
  aboveConsent: policy.aboveConsent === true,
  sentence: sayPolicy(policy),
});

/** What holds for everybody, in words: it is no secret, residents among them. */
export const listPolicies = route({
  method: 'GET',
  path: '/api/access/policies',
  summary: { zh: '谁能看到什么：全部访问规则', en: 'Who sees what: all policies in words' },
  permission: 'access.read-policies',
  response: policyList,
  handle: async () => ok({ items: policies.map(describe) }),
});
