import { ok, refuse, route } from '@songhua/kernel';
import { exportTable, exportTypes } from '@songhua/tables';
import { clauseItem, clauseList, clauseParams, clauseQuery, exportQuery, indicatorQuery } from '../contract.ts';
import { describeClause, listClauses as narrow } from '../domain/list-clauses.ts';
import { loadClauses } from './load-clauses.ts';
import { clauseSheet } from './rule-sheets.ts';

export const listClauses = route({
  method: 'GET',
  path: '/api/plan/clauses',
  summary: { zh: '规划的全部条款、由什么落实、现状如何', en: 'Every clause of the plan, what embodies it and how it stands' },
  permission: 'plan.read',
  people: 'none',
  query: clauseQuery,
  response: clauseList,
  handle: async ({ tx, now, query }) => {
    const question = await loadClauses(tx, now, query);
    if (!question.ok) return question;
    const { world, body, at, today, clauses } = question.value;
    const { items, ...counted } = narrow(body.clauses, clauses, query);
    const page = items.slice(query.offset, query.offset + query.limit);
    return ok({ plan: world.plan.id, at, today, ...counted, items: page });
  },
});

export const exportClauses = route({
  method: 'GET',
  path: '/api/plan/clauses/export',
  summary: { zh: '导出规划条款', en: 'The clauses of the plan as a file' },
  permission: 'plan.read',
  people: 'none',
  query: clauseQuery.omit({ limit: true, offset: true }).extend(exportQuery.shape),
  response: { file: exportTypes },
  handle: async ({ tx, now, query, language }) => {
    const question = await loadClauses(tx, now, query);
    if (!question.ok) return question;
    const { world, body, at, clauses } = question.value;
    const name = `${world.plan.id}-${{ zh: '规划条款', en: 'clauses' }[language]}-${at}`;
    const { items } = narrow(body.clauses, clauses, query);
    return ok(await exportTable(clauseSheet(name, items, language), query.format, language));
  },
});

export const readClause = route({
  method: 'GET',
  path: '/api/plan/clauses/:id',
  summary: { zh: '一条规划条款', en: 'One clause of the plan' },
  permission: 'plan.read',
  people: 'none',
  params: clauseParams,
  query: indicatorQuery,
  response: clauseItem,
  handle: async ({ tx, now, params, query }) => {
    const question = await loadClauses(tx, now, query);
    if (!question.ok) return question;
    const { world, body, clauses } = question.value;
    const row = body.clauses.find(({ id }) => id === params.id);
    return row ? ok(describeClause(row, clauses)) : refuse('plan.unknown-clause', { clause: params.id, plan: world.plan.id });
  },
});
