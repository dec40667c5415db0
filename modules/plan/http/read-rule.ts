import { type RuleOutcome, type RuleResult, smallestChange } from '@songhua/engine-plan/rules/index.ts';
import { ok, type Result, refuse, route } from '@songhua/kernel';
import { exportTable, exportTypes } from '@songhua/tables';
import { changeList, changeQuery, exportQuery, ruleDetail, ruleDetailQuery, ruleParams, subjectType } from '../contract.ts';
import { describeResult, describeRule } from '../domain/describe-rule.ts';
import { judgeRule } from '../domain/judge-rule.ts';
import { listResults } from '../domain/list-rules.ts';
import { loadRules, type RuleQuestion } from './load-rules.ts';
import { resultSheet } from './rule-sheets.ts';

const findRule = (question: RuleQuestion, id: string): Result<RuleQuestion['rules'][number]> => {
  const rule = question.rules.find(({ spec }) => spec.id === id);
  return rule ? ok(rule) : refuse('plan.unknown-rule', { rule: id, plan: question.world.plan.id });
};

/** The rule judged, with the details of these subjects only. */
function detailed({ source, at, within }: RuleQuestion, { rule }: RuleOutcome, shown: readonly RuleResult[]): RuleResult[] {
  const wanted = new Set(shown.map(({ subject }) => `${subject.type}/${subject.id}`));
  const outcome = judgeRule(rule, source, at, { details: ({ type, id }) => wanted.has(`${type}/${id}`) }, within);
  const byKey = new Map(outcome.results.map((result) => [`${result.subject.type}/${result.subject.id}`, result]));
  return shown.map((result) => byKey.get(`${result.subject.type}/${result.subject.id}`) ?? result);
}

export const readRule = route({
  method: 'GET',
  path: '/api/plan/rules/:id',
  summary: { zh: '一条规则及其逐一核查结果', en: 'One rule and what it gives for each it is asked of' },
  permission: 'plan.read',
  people: 'none',
  params: ruleParams,
  query: ruleDetailQuery,
  response: ruleDetail,
  handle: async ({ tx, now, params, query }) => {
    const question = await loadRules(tx, now, query);
    if (!question.ok) return question;
    const rule = findRule(question.value, params.id);
    if (!rule.ok) return rule;
    const { world, quotes, area, at, today, source, within } = question.value;
    const outcome = judgeRule(rule.value, source, at, { details: 'none' }, within);
    const found = listResults(outcome, query);
    const shown = detailed(question.value, outcome, found.slice(query.offset, query.offset + query.limit));
    const item = describeRule(world.plan, outcome, quotes, shown);
    return ok({ plan: world.plan.id, area, at, today, item, total: found.length });
  },
});

export const exportRule = route({
  method: 'GET',
  path: '/api/plan/rules/:id/export',
  summary: { zh: '导出一条规则的逐一核查结果', en: 'What one rule gives for each it is asked of, as a file' },
  permission: 'plan.read',
  people: 'none',
  params: ruleParams,
  query: ruleDetailQuery.omit({ limit: true, offset: true }).extend(exportQuery.shape),
  response: { file: exportTypes },
  handle: async ({ tx, now, params, query, language }) => {
    const question = await loadRules(tx, now, query);
    if (!question.ok) return question;
    const rule = findRule(question.value, params.id);
    if (!rule.ok) return rule;
    const { world, area, at, source, within } = question.value;
    const outcome = judgeRule(rule.value, source, at, { details: 'all' }, within);
    const results = listResults(outcome, query).map(describeResult);
    const name = `${world.plan.id}-${params.id}-${area.code}-${at}`;
    return ok(await exportTable(resultSheet(name, results, rule.value.spec.unit, language), query.format, language));
  },
});

export const readChanges = route({
  method: 'GET',
  path: '/api/plan/rules/:id/changes',
  summary: {
    zh: '怎样改变一项数据就能使规则对某个对象成立，由小到大',
    en: 'What single change of a fact would make a rule hold for somebody, the smallest first',
  },
  permission: 'plan.read',
  people: 'none',
  params: ruleParams,
  query: changeQuery,
  response: changeList,
  handle: async ({ tx, now, params, query }) => {
    const question = await loadRules(tx, now, query);
    if (!question.ok) return question;
    const rule = findRule(question.value, params.id);
    if (!rule.ok) return rule;
    const { source, at, within } = question.value;
    const outcome = judgeRule(rule.value, source, at, { details: 'none' }, within);
    const result = outcome.results.find(({ subject }) => subject.id === query.subject);
    if (!result) return refuse('plan.unknown-subject', { subject: query.subject, rule: params.id });
    const { subject, status } = result;
    return ok({
      rule: params.id,
      subject: { type: subjectType.parse(subject.type), id: subject.id, name: subject.name },
      status,
      items: smallestChange(rule.value, source, subject).map(({ subject: whose, name, from, to, unit }) => ({
        of: whose.name,
        name,
        from,
        to,
        unit,
      })),
    });
  },
});
