import { dateOf } from '@songhua/engine-outbreak/calendar/days.ts';
import type { Judgement } from './judge-night.ts';

/** The columns of the lines. */
export const judgementColumns =
  'day, channel, subject, area, town, method, step, from_day, to_day, observed, expected, upper, alarm, p';

const special: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const said = (text: string): string => text.replace(/[\\\t\n\r]/g, (one) => special[one] ?? '');
const atOnce = 10_000;

/** Judgements as lines of PostgreSQL's COPY in text form. */
export function copyJudgements(day: string, judgements: readonly Judgement[]): Uint8Array[] {
  const days = new Map<number, string>();
  const dayOf = (number: number): string => {
    const known = days.get(number) ?? dateOf(number);
    days.set(number, known);
    return known;
  };
  const lineOf = ({ channel, subject, area, town, method, step, from, to, observed, expected, upper, alarm, p }: Judgement) =>
    `${day}\t${channel}\t${said(subject)}\t${said(area)}\t${said(town)}\t${said(method)}\t${step}\t${dayOf(from)}\t${dayOf(to)}\t${observed}\t${
      expected ?? '\\N'
    }\t${upper ?? '\\N'}\t${alarm ? 't' : 'f'}\t${p ?? '\\N'}\n`;
  const encoder = new TextEncoder();
  return Array.from({ length: Math.ceil(judgements.length / atOnce) }, (_, at) =>
    encoder.encode(
      judgements
        .slice(at * atOnce, (at + 1) * atOnce)
        .map(lineOf)
        .join(''),
    ),
  );
}
