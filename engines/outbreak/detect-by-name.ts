import { charts } from './methods/list-charts.ts';
import { daily } from './methods/list-daily.ts';
import { seasonal } from './methods/list-seasonal.ts';
import type { Method, SeriesDates } from './methods/method.ts';
import { type Fault, readParameters, type Value } from './methods/parameter.ts';
import type { CountSeries, Judged } from './series.ts';

/** Every way of judging a series of counts in this engine, by its name. */
export const methods: ReadonlyMap<string, Method> = new Map(
  [...seasonal, ...charts, ...daily].map((method) => [method.name, method]),
);

export interface NamedDetection {
  readonly method: string;
  readonly parameters: Readonly<Record<string, Value>>;
}

export type Detected =
  | { readonly ok: true; readonly judged: readonly Judged[] }
  | { readonly ok: false; readonly faults: readonly Fault[] };

const refuse = (field: string, rule: string, value: string, zh: string, en: string): Detected => ({
  ok: false,
  faults: [{ line: null, field, rule, value, message: { zh, en } }],
});

/** What methods add to their refusals for readers of Chinese. */
function reasonInChinese({ cause }: RangeError): string {
  const zh = typeof cause === 'object' && cause !== null && 'zh' in cause ? cause.zh : null;
  return typeof zh === 'string' ? `：${zh}` : '';
}

/**
 * Judges steps of a series by a method and parameters given as names and values, as they come from a page or a command line; what is not given is as usual.
 * Faults name the field, the rule and the value; nothing is thrown for values.
 */
export function detectByName(series: CountSeries, range: readonly number[], asked: NamedDetection, dates: SeriesDates): Detected {
  const method = methods.get(asked.method);
  if (!method) {
    const names = [...methods.keys()].join(', ');
    return refuse('method', 'unknown', asked.method, `没有这个方法；可用：${names}`, `no such method; there are ${names}`);
  }
  const step = dates.daysPerStep === 7 ? 'week' : 'day';
  if (!method.steps.includes(step))
    return refuse('method', 'step', asked.method, `${asked.method} 只用于按日序列`, `${asked.method} is for daily series only`);
  const { values, faults } = readParameters(method.parameters, asked.parameters);
  if (faults.length > 0) return { ok: false, faults };
  try {
    return { ok: true, judged: method.run(series, range, values, dates) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return refuse(
      'parameters',
      'together',
      JSON.stringify(asked.parameters),
      `参数不能同时成立${reasonInChinese(error)}`,
      error.message,
    );
  }
}
