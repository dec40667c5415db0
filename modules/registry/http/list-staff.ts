import { evidenceTitles } from '@songhua/engine-plan/evidence.ts';
import { maskName, ok, refuse, route } from '@songhua/kernel';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import type { StaffList } from '../contract.ts';
import { institutionParams, staffExportQuery, staffList, staffQuery } from '../contract.ts';
import {
  categoryTitles,
  dutyTitles,
  licenceTitles,
  postTitles,
  professionTitles,
  specialtyTitles,
} from '../domain/code-titles.ts';
import { dayInBeijing } from '../domain/day-in-beijing.ts';
import { findInstitution } from '../store/institutions.ts';
import { findPosts, type Post } from '../store/parts.ts';
import { titled } from './read-parts.ts';

const toRow = (post: Post): StaffList['items'][number] => ({
  ...post,
  name: maskName(post.name),
  profession: titled(professionTitles, post.profession),
  specialty: post.specialty === null ? null : titled(specialtyTitles, post.specialty),
  category: post.category === null ? null : titled(categoryTitles, post.category),
  licence: post.licence === null ? null : titled(licenceTitles, post.licence),
  duties: post.duties.map((duty) => titled(dutyTitles, duty)),
  post: titled(postTitles, post.post),
});

export const listStaff = route({
  method: 'GET',
  path: '/api/registry/institutions/:id/staff',
  summary: { zh: '一个机构的人员（姓名掩码）', en: 'The people of one institution, names masked' },
  permission: 'registry.read',
  people: 'none',
  params: institutionParams,
  query: staffQuery,
  response: staffList,
  handle: async ({ tx, now, params: { id }, query }) => {
    if (!(await findInstitution(tx, id))) return refuse('registry.unknown-institution', { id });
    const { total, items } = await findPosts(tx, id, dayInBeijing(now), query, query);
    return ok({ total, items: items.map(toRow) });
  },
});

const columns: Table['columns'] = [
  { key: 'name', title: { zh: '姓名', en: 'Name' }, type: 'text' },
  { key: 'profession', title: { zh: '人员类别', en: 'Profession' }, type: 'text' },
  { key: 'specialty', title: { zh: '专业', en: 'Specialty' }, type: 'text' },
  { key: 'category', title: { zh: '执业类别', en: 'Category' }, type: 'text' },
  { key: 'licence', title: { zh: '执业资格', en: 'Licence' }, type: 'text' },
  { key: 'duties', title: { zh: '承担工作', en: 'Duties' }, type: 'text' },
  { key: 'post', title: { zh: '岗位', en: 'Post' }, type: 'text' },
  { key: 'established', title: { zh: '在编', en: 'Established' }, type: 'text' },
  { key: 'primary', title: { zh: '主要执业机构', en: 'First place of practice' }, type: 'text' },
  { key: 'since', title: { zh: '起始日期', en: 'Since' }, type: 'date' },
  { key: 'evidence', title: { zh: '数据依据', en: 'Evidence' }, type: 'text' },
  { key: 'source', title: { zh: '来源', en: 'Source' }, type: 'text' },
];
const yesNo = { zh: ['是', '否'], en: ['yes', 'no'] } as const;

export const exportStaff = route({
  method: 'GET',
  path: '/api/registry/institutions/:id/staff/export',
  summary: { zh: '导出一个机构的人员（姓名掩码）', en: 'The people of one institution as a file, names masked' },
  permission: 'registry.read',
  people: 'none',
  params: institutionParams,
  query: staffExportQuery,
  response: { file: exportTypes },
  handle: async ({ tx, now, params: { id }, query, language }) => {
    const detail = await findInstitution(tx, id);
    if (!detail) return refuse('registry.unknown-institution', { id });
    const { items } = await findPosts(tx, id, dayInBeijing(now), query);
    const [yes, no] = yesNo[language];
    const rows = items.map(toRow).map((row) => ({
      ...row,
      profession: row.profession[language],
      specialty: row.specialty?.[language] ?? null,
      category: row.category?.[language] ?? null,
      licence: row.licence?.[language] ?? null,
      duties: row.duties.map((duty) => duty[language]).join(language === 'zh' ? '、' : ', '),
      post: row.post[language],
      established: row.established ? yes : no,
      primary: row.primary ? yes : no,
      evidence: evidenceTitles[row.evidence][language],
    }));
    const name = `${detail.institution.name}${language === 'zh' ? '人员' : ' staff'}`;
    return ok(await exportTable({ name, columns, rows }, query.format, language));
  },
});
