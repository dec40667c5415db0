import { parseArgs } from 'node:util';
import type { RuleOutcome } from '@songhua/engine-plan/rules/index.ts';
import { type Command, type Language, ok, type Text, withTx } from '@songhua/kernel';
import { indicatorQuery } from '../contract.ts';
import { describeRule, verdictOrder } from '../domain/describe-rule.ts';
import { listIndicators } from '../domain/list-indicators.ts';
import { listRules } from '../domain/list-rules.ts';
import { severityNames, statusNames, verdictNames } from '../domain/name-words.ts';
import { type SaidList, speakAnswer } from '../domain/speak-answer.ts';
import { judgeAll, loadRules } from '../http/load-rules.ts';
import { tableLines } from './print-table.ts';
import { sayRefusal } from './say-refusal.ts';

const headings = {
  zh: ['指标', '名称', '基期', '现值', '应达到', '目标', '状态', '判定依据'],
  en: ['indicator', 'name', 'baseline', 'today', 'expected', 'target', 'status', 'why'],
};

/** The list as lines for people: one indicator a line, and a count of each status. */
export function checkLines(list: SaidList, language: Language): string[] {
  const number = (value: number | null, decimals: number): string => (value === null ? '—' : value.toFixed(decimals));
  const rows = list.items.map((item) => [
    item.id,
    item.name[language],
    item.baseline.printed ?? '—',
    item.current.printed ?? '—',
    number(item.expected, item.decimals),
    item.target.text?.[language] ?? '—',
    statusNames[item.status][language],
    item.why[language],
  ]);
  const counts = Map.groupBy(list.items, (item) => item.status);
  const summary = [...counts].map(([status, items]) => `${statusNames[status][language]} ${items.length}`).join(' · ');
  const head = {
    zh: `${list.plan} ${list.area.name.zh} ${list.at}（最新数据 ${list.today}）`,
    en: `${list.plan} ${list.area.name.en} ${list.at} (newest figure ${list.today})`,
  };
  return [head[language], ...tableLines([headings[language], ...rows], new Set([2, 3, 4])), summary];
}

/** A schema's own message holds both languages as JSON; any other stands as it is. */
function inBoth(message: string): string {
  if (!message.startsWith('{')) return message;
  const { zh, en } = JSON.parse(message) as Text;
  return `${zh} / ${en}`;
}

/** Arguments, or what is wrong with them in a line. */
function readArguments(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        json: { type: 'boolean' },
        plan: { type: 'string' },
        area: { type: 'string' },
        at: { type: 'string' },
        lang: { type: 'string' },
      },
    });
    const { json = false, lang = 'zh', ...query } = values;
    if (lang !== 'zh' && lang !== 'en') return `--lang ${lang}: zh | en`;
    const checked = indicatorQuery.safeParse(query);
    if (!checked.success)
      return checked.error.issues
        .map(
          (issue) => `--${issue.path.join('.')} ${String(query[issue.path[0] as keyof typeof query])}: ${inBoth(issue.message)}`,
        )
        .join('\n');
    return { json, language: lang as Language, query: checked.data };
  } catch (error) {
    return (error as Error).message;
  }
}

/** The rules that do not hold as lines for people, the musts first, and a count of each verdict. */
export function ruleLines(outcomes: readonly RuleOutcome[], language: Language): string[] {
  const { items, counts } = listRules(outcomes, { sort: 'attention' });
  const failing = items.filter(({ status }) => status === 'fail');
  const rows = failing.map(({ rule: { spec }, counts: own }) => [
    spec.id,
    severityNames[spec.severity][language],
    String(own.fail),
    spec.summary[language],
  ]);
  const heading = { zh: ['规则', '力度', '不符合', '要求'], en: ['rule', 'force', 'failing', 'what is asked'] };
  const summary = verdictOrder.map((verdict) => `${verdictNames[verdict][language]} ${counts[verdict] ?? 0}`).join(' · ');
  return [...(rows.length > 0 ? tableLines([heading[language], ...rows], new Set([2])) : []), summary];
}

const failsMust = ({ rule, status }: RuleOutcome): boolean => rule.spec.severity === 'must' && status === 'fail';

export const checkPlan: Command = {
  name: 'plan check',
  usage: '[--json] [--plan ID] [--area CODE] [--at DATE] [--lang zh|en]',
  summary: {
    zh: '评价一个地区的全部指标并核查全部规则；有必须做到的规则不符合，或有指标偏离时，退出码为 1',
    en: 'Rate all indicators and check all rules of an area; exit code 1 when a must fails or an indicator is off track',
  },
  run: async (args, { pool, now, print }) => {
    const read = readArguments(args);
    if (typeof read === 'string') {
      print(read);
      print(`songhua ${checkPlan.name} ${checkPlan.usage}`);
      return 2;
    }
    const { query, json, language } = read;
    const found = await withTx(pool, 'read', async (tx) => {
      const question = await loadRules(tx, now, query);
      if (!question.ok) return question;
      const list = listIndicators(question.value, query.area);
      if (!list.ok) return list;
      return ok({ question: question.value, list: list.value, outcomes: judgeAll(question.value, () => ({ details: 'none' })) });
    });
    if (!found.ok) {
      sayRefusal(found.error, print);
      return 2;
    }
    const { question, list, outcomes } = found.value;
    if (json) {
      const rules = outcomes.map((outcome) => describeRule(question.world.plan, outcome, question.quotes, []));
      print(JSON.stringify({ ...speakAnswer(list, language), rules: { total: rules.length, items: rules } }, null, 2));
    } else {
      for (const line of [...checkLines(list, language), '', ...ruleLines(outcomes, language)]) print(line);
    }
    return outcomes.some(failsMust) || list.items.some((item) => item.status === 'off-track') ? 1 : 0;
  },
};
