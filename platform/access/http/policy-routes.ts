import { labels, ok, purposes, relations, roles, route, type Text } from '@songhua/kernel';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import { type PolicyList, policyExportQuery, policyList, policyQuery } from '../contract.ts';
import { type Policy, policies } from '../policy/policies.ts';
import { resourceGroups } from '../policy/resource-groups.ts';
import { sayPolicy } from '../policy/say-policy.ts';

const allLabels = Object.keys(labels) as (keyof typeof labels)[];

const describe = (policy: Policy): PolicyList['items'][number] => ({
  id: policy.id,
  roles: policy.roles.map((role) => ({ role, title: roles[role] })),
  groups: policy.groups.map((group) => ({ group, title: resourceGroups[group].title, types: [...resourceGroups[group].types] })),
  relations: typeof policy.by === 'string' ? [] : policy.by.map((relation) => ({ relation, title: relations[relation] })),
  everyone: policy.by === 'everyone',
  interactions: policy.interactions,
  purpose: { purpose: policy.purpose, title: purposes[policy.purpose] },
  labels: (policy.labels === '*' ? allLabels : policy.labels).map((label) => ({ label, title: labels[label] })),
  aboveConsent: policy.aboveConsent === true,
  sentence: sayPolicy(policy),
});

const asked = (role: string | undefined) =>
  policies.filter(({ roles: own }) => role === undefined || own.some((one) => one === role)).map(describe);

/** What holds for everybody, in words: it is no secret, residents among them. */
export const listPolicies = route({
  method: 'GET',
  path: '/api/access/policies',
  summary: { zh: '谁能看到什么：全部访问规则', en: 'Who sees what: all policies in words' },
  permission: 'access.read-policies',
  people: 'none',
  query: policyQuery,
  response: policyList,
  handle: async ({ query: { role, limit, offset } }) => {
    const found = asked(role);
    return ok({
      total: found.length,
      roles: Object.entries(roles).map(([code, title]) => ({ role: code, title })),
      items: found.slice(offset, offset + limit),
    });
  },
});

const columns: Table['columns'] = [
  { key: 'id', title: { zh: '规则', en: 'Policy' }, type: 'text' },
  { key: 'roles', title: { zh: '角色', en: 'Roles' }, type: 'text' },
  { key: 'groups', title: { zh: '内容', en: 'Contents' }, type: 'text' },
  { key: 'labels', title: { zh: '敏感信息', en: 'Sensitive records' }, type: 'text' },
  { key: 'sentence', title: { zh: '说明', en: 'In words' }, type: 'text' },
];

export const exportPolicies = route({
  method: 'GET',
  path: '/api/access/policies/export',
  summary: { zh: '导出访问规则', en: 'Export the policies' },
  permission: 'access.read-policies',
  people: 'none',
  query: policyExportQuery,
  response: { file: exportTypes },
  handle: async ({ query: { role, format }, language }) => {
    const titles = (items: readonly { readonly title: Text }[]) => items.map(({ title }) => title[language]).join('; ');
    const rows = asked(role).map(({ id, roles: own, groups, labels: held, sentence }) => ({
      id,
      roles: titles(own),
      groups: titles(groups),
      labels: titles(held),
      sentence: sentence[language],
    }));
    return ok(await exportTable({ name: language === 'zh' ? '访问规则' : 'policies', columns, rows }, format, language));
  },
});
