import type { Text } from './evidence.ts';
import { expectedValue } from './expected-value.ts';
import { printDate } from './print-date.ts';
import { type Format, printValue } from './print-value.ts';
import { satisfiesTarget } from './satisfies-target.ts';
import type { Target, Trajectory } from './schema.ts';

export type Status = 'met' | 'on-track' | 'behind' | 'off-track' | 'unknown';

/** What a rating is made from. `value` is null when it is not known; `reason` then says why. */
export interface Case {
  readonly decimals: number;
  readonly format: Format;
  readonly trajectory: Trajectory;
  readonly baseline: { readonly date: string; readonly value: number | null };
  readonly target: Target;
  readonly value: number | null;
  readonly reason?: Text;
  readonly at: string;
  /** Share of the way from baseline to target that may be lacking and still counts as behind. */
  readonly behind: number;
}

export interface Rating {
  readonly status: Status;
  readonly why: Text;
  readonly expected: number | null;
  /** 0 at the baseline, 1 at the target; below 0 and above 1 are possible. */
  readonly progress: number | null;
}

/** Is the target reached in the direction of growth (1), of decline (-1), or does the baseline decide (0)? */
const direction = { '>=': 1, '>': 1, '<=': -1, '<': -1, '=': 0, '~': 0, qualitative: 0 } as const;

const sign = { '>=': '≥', '<=': '≤', '>': '>', '<': '<', '=': '=', '~': '≈', qualitative: '' } as const;

const text = (zh: string, en: string): Text => ({ zh, en });

/** progress = (v − b) / (t − b); 1 while a target already met at the baseline stays met; null when it cannot be said. */
function progressOf({ baseline, target, value, decimals }: Case): number | null {
  const b = baseline.value;
  const t = target.value;
  if (b === null || t === null || value === null) return null;
  if (satisfiesTarget(target, b, decimals)) return satisfiesTarget(target, value, decimals) ? 1 : null;
  return t === b ? null : (value - b) / (t - b);
}

/**
 * How far the value is short of where it should be, in the indicator's unit, less half a printed unit. A value past
 * a `~` target by more than its tolerance is short by what goes beyond it.
 */
function shortfall({ target, baseline, value, decimals }: Case, expected: number): number {
  const t = target.value ?? 0;
  const v = value ?? 0;
  const slack = 0.5 * 10 ** -decimals + 1e-9;
  const way = direction[target.operator] || Math.sign(t - (baseline.value ?? t)) || Math.sign(t - v) || 1;
  const short = (expected - v) * way;
  const beyond = direction[target.operator] === 0 ? (v - t) * way - (target.tolerance ?? 0) : Number.NEGATIVE_INFINITY;
  return Math.max(short, beyond) - slack;
}

function rateMissed(x: Case, goal: number, expected: number | null): { readonly status: Status; readonly why: Text } {
  const { target, baseline, at, behind } = x;
  const print = (value: number): string => printValue(value, x.decimals, x.format);
  const [v, t] = [print(x.value ?? 0), print(goal)];
  const [day, due] = [printDate(at), printDate(target.date)];
  const b = baseline.value;
  if (x.trajectory.kind === 'grow') {
    if (at <= baseline.date)
      return {
        status: 'on-track',
        why: text(`基期 ${v}，目标是此后高于 ${t}`, `baseline ${v}; to rise above ${t} from then on`),
      };
    return { status: 'behind', why: text(`现为 ${v}，尚未高于 ${t}`, `now ${v}, not yet above ${t}`) };
  }
  if (b !== null && satisfiesTarget(target, b, x.decimals)) {
    if (shortfall(x, goal) <= 0)
      return {
        status: 'on-track',
        why: text(`现为 ${v}，与目标 ${t} 相差不到半个印刷单位`, `now ${v}, within half a printed unit of ${t}`),
      };
    return {
      status: 'off-track',
      why: text(
        `基期 ${print(b)} 已达到目标 ${t}，现为 ${v}，退到目标之外`,
        `the baseline ${print(b)} had reached the target ${t}; now ${v}, it has been lost`,
      ),
    };
  }
  if (expected === null || b === null) {
    if (at < target.date) {
      return {
        status: 'unknown',
        why: text(
          `现为 ${v}，没有基期数值，无法推算${day.zh}应达到的水平`,
          `now ${v}; without a baseline nothing can be expected on ${day.en}`,
        ),
      };
    }
    return {
      status: 'off-track',
      why: text(`期限${due.zh}已到，现为 ${v}，未达到目标 ${t}`, `due ${due.en}; ${v} does not reach ${t}`),
    };
  }
  const short = shortfall(x, expected);
  const e = print(expected);
  if (short <= 0)
    return { status: 'on-track', why: text(`${day.zh}应达到 ${e}，现为 ${v}`, `${e} expected by ${day.en}; now ${v}`) };
  const lag = short / Math.abs(goal - b);
  const [share, limit] = [`${Math.round(lag * 100)}%`, `${Math.round(behind * 100)}%`];
  const status = lag <= behind + 1e-9 ? 'behind' : 'off-track';
  const zh = status === 'behind' ? `不超过 ${limit}` : `超过 ${limit}`;
  const en = status === 'behind' ? `within ${limit}` : `more than ${limit}`;
  return {
    status,
    why: text(
      `${day.zh}应达到 ${e}，现为 ${v}，差距占基期 ${print(b)} 至目标 ${t} 全程的 ${share}（已扣除半个末位单位），${zh}`,
      `${e} expected by ${day.en}; now ${v}: short by ${share} of the way from ${print(b)} to ${t} (half a printed unit allowed), ${en}`,
    ),
  };
}

/**
 * Rates one value against its target on one day. met: the final target is satisfied; else the lag behind the
 * trajectory, as a share of the whole way and with half a printed unit of slack, decides between on-track (none),
 * behind (up to `behind`) and off-track. Unknown, with a reason, when there is no value or no number to reach.
 */
export function rateProgress(x: Case): Rating {
  const expected = expectedValue(x.trajectory, x.baseline, x.target, x.at);
  const progress = progressOf(x);
  const goal = x.target.value;
  if (goal === null) {
    return {
      status: 'unknown',
      expected,
      progress,
      why: text('目标是定性的，没有可比较的数值', 'the target is qualitative; there is no number to compare'),
    };
  }
  if (x.value === null) {
    return { status: 'unknown', expected, progress, why: x.reason ?? text('没有数据', 'no figure') };
  }
  if (satisfiesTarget(x.target, x.value, x.decimals)) {
    const v = printValue(x.value, x.decimals, x.format);
    const t = printValue(goal, x.decimals, x.format);
    const within =
      x.target.tolerance === undefined ? text('', '') : text(`（±${x.target.tolerance}）`, ` (±${x.target.tolerance})`);
    const operator = sign[x.target.operator];
    return {
      status: 'met',
      expected,
      progress,
      why: text(`现为 ${v}，满足目标 ${operator} ${t}${within.zh}`, `now ${v}, which satisfies ${operator} ${t}${within.en}`),
    };
  }
  return { ...rateMissed(x, goal, expected), expected, progress };
}
