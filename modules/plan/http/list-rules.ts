import { ok, route } from '@songhua/kernel';
import { exportTable, exportTypes } from '@songhua/tables';
import { exportQuery, ruleList, ruleQuery } from '../contract.ts';
import { describeRule, worstFirst } from '../domain/describe-rule.ts';
import { detailsOfFirst, listRules as narrow } from '../domain/list-rules.ts';
import { judgeAll, loadRules } from './load-rules.ts';
import { ruleSheet } from './rule-sheets.ts';

export const listRules = route({
  method: 'GET',
  path: '/api/plan/rules',
  summary: { zh: '规划的规则及其在某日、某地的核查结果', en: 'The plan’s rules and what each gives in an area on a day' },
  permission: 'plan.read',
  people: 'none',
  query: ruleQuery,
  response: ruleList,
  handle: async ({ tx, now, query }) => {
    const question = await loadRules(tx, now, query);
    if (!question.ok) return question;
    const { world, quotes, area, at, today, within } = question.value;
    const outcomes = judgeAll(question.value, () => ({ details: detailsOfFirst(query.results, within) }));
    const { items, counts } = narrow(outcomes, query);
    const page = items.slice(query.offset, query.offset + query.limit);
    return ok({
      plan: world.plan.id,
      area,
      at,
      today,
      total: items.length,
      counts,
      items: page.map((outcome) =>
        describeRule(world.plan, outcome, quotes, worstFirst(outcome.results).slice(0, query.results)),
      ),
    });
  },
});

export const exportRules = route({
  method: 'GET',
  path: '/api/plan/rules/export',
  summary: { zh: '导出规则核查结果', en: 'The plan’s rules and what each gives, as a file' },
  permission: 'plan.read',
  people: 'none',
  query: ruleQuery.omit({ limit: true, offset: true, results: true }).extend(exportQuery.shape),
  response: { file: exportTypes },
  handle: async ({ tx, now, query, language }) => {
    const question = await loadRules(tx, now, query);
    if (!question.ok) return question;
    const { world, quotes, area, at } = question.value;
    const { items } = narrow(
      judgeAll(question.value, () => ({ details: 'none' })),
      query,
    );
    const rules = items.map((outcome) => describeRule(world.plan, outcome, quotes, []));
    const name = `${world.plan.id}-${{ zh: '规则核查', en: 'rules' }[language]}-${area.code}-${at}`;
    return ok(await exportTable(ruleSheet(name, rules, language), query.format, language));
  },
});
