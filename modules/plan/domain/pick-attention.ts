import type { Text } from '@songhua/kernel';
import type { Attention, RuleStatus, Status } from '../contract.ts';

type Item = Attention['items'][number];

/** What a rule, an indicator or a task says of itself when something is wrong with it. */
export interface Concern {
  readonly rules: readonly {
    readonly id: string;
    readonly summary: Text;
    readonly severity: 'must' | 'should';
    readonly status: RuleStatus;
    readonly failing: number;
    readonly overdue: boolean;
  }[];
  readonly indicators: readonly { readonly id: string; readonly name: Text; readonly status: Status; readonly why: Text }[];
  readonly tasks: readonly { readonly id: string; readonly title: Text; readonly daysLate: number }[];
}

interface Ranked {
  readonly item: Item;
  /** Smaller is more urgent: the class of the concern, then how much of it there is. */
  readonly rank: readonly [number, number];
}

const path = (start: string, id: string): string => `${start}/${encodeURIComponent(id)}`;

function rankRules(rules: Concern['rules']): Ranked[] {
  return rules
    .filter(({ status }) => status === 'fail')
    .map(({ id, summary, severity, failing, overdue }) => ({
      rank: [severity === 'must' ? 0 : overdue ? 3 : 5, -failing],
      item: {
        kind: 'rule',
        id,
        title: summary,
        why:
          severity === 'must'
            ? { zh: `必须做到的要求，${failing} 处不符合`, en: `a must that ${failing} fail` }
            : { zh: `${failing} 处不符合`, en: `${failing} fail` },
        path: path('/plan/rules', id),
      },
    }));
}

function rankIndicators(indicators: Concern['indicators']): Ranked[] {
  return indicators
    .filter(({ status }) => status === 'off-track' || status === 'behind')
    .map(({ id, name, status, why }) => ({
      rank: [status === 'off-track' ? 1 : 4, 0],
      item: { kind: 'indicator', id, title: name, why, path: path('/plan/indicators', id) },
    }));
}

function rankTasks(tasks: Concern['tasks']): Ranked[] {
  return tasks
    .filter(({ daysLate }) => daysLate > 0)
    .map(({ id, title, daysLate }) => ({
      rank: [2, -daysLate],
      item: {
        kind: 'task',
        id,
        title,
        why: { zh: `已逾期 ${daysLate} 天`, en: `${daysLate} days late` },
        path: path('/tasks', id),
      },
    }));
}

/**
 * The things that need attention first, at most `limit`: a must that fails, an indicator off its way, a late task, a
 * demand past its day, an indicator behind, any other failing rule; among equals the larger. No kind takes more than
 * three places while another has something to say.
 */
export function pickAttention(concern: Concern, limit = 5): Item[] {
  const ranked = [...rankRules(concern.rules), ...rankIndicators(concern.indicators), ...rankTasks(concern.tasks)].toSorted(
    (a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1] || (a.item.id < b.item.id ? -1 : 1),
  );
  const share = Math.ceil(limit * 0.6);
  const taken: Ranked[] = [];
  const left: Ranked[] = [];
  for (const one of ranked) {
    const same = taken.filter(({ item }) => item.kind === one.item.kind).length;
    if (taken.length < limit && same < share) taken.push(one);
    else left.push(one);
  }
  const chosen = new Set([...taken, ...left.slice(0, limit - taken.length)]);
  return ranked.filter((one) => chosen.has(one)).map(({ item }) => item);
}
