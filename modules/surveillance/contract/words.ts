import { channels } from '@songhua/engine-outbreak/fusion/signal.ts';
import { z } from 'zod';

/** What everything that surveillance says is made of. */

/** The eight kinds of channels 八类渠道: see the engine. */
export { channels };
export const channel = z.enum(channels);

/** By what way a signal came: detection over series 检测, a rule on single cases 规则, a form 填报, a program 接口, a file 文件. */
export const sourceKinds = ['detection', 'rule', 'form', 'api', 'file'] as const;
export const sourceKind = z.enum(sourceKinds);

/** Syndromes (症候群) that are counted; a subject is one of these, a code of the notifiable list, or a kind of event. */
export const syndromes = [
  'syn-fever',
  'syn-ili',
  'syn-sari',
  'syn-diarrhoea',
  'syn-vomiting',
  'syn-rash',
  'syn-haemorrhagic',
  'syn-neurological',
  'syn-jaundice',
  'syn-eyes',
] as const;

/** Kinds of events (事件类型) that are no disease and no syndrome. */
export const eventSubjects = [
  'unexplained-pneumonia',
  'unexplained-illness',
  'unexplained-deaths',
  'emerging',
  'absence',
  'medicine-sales',
  'animal-deaths',
  'vector-density',
  'sewage-finding',
  'port-finding',
  'food-complaint',
  'media-report',
  'other-event',
] as const;
export const subjectCode = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,63}$/);

/** Subjects whose cause nobody knows yet: they have a checklist of their own (不明原因). */
const unexplained: readonly string[] = ['unexplained-pneumonia', 'unexplained-illness', 'unexplained-deaths', 'emerging'];
export const isUnexplained = (subject: string): boolean => unexplained.includes(subject);

/** `immediate`: one is enough, answered within 2 hours; `alarm`: within 24. */
export const signalLevels = ['immediate', 'alarm'] as const;
export const signalLevel = z.enum(signalLevels);
export const answerHours: Readonly<Record<(typeof signalLevels)[number], number>> = { immediate: 2, alarm: 24 };

/** new 待核实, verifying 核实中, verified 已核实, false 排除, event 已立事件, assessed 已评估, response 响应中, closed 关闭, merged 已合并. */
export const signalStates = [
  'new',
  'verifying',
  'verified',
  'event',
  'assessed',
  'response',
  'closed',
  'false',
  'merged',
] as const;
export const signalState = z.enum(signalStates);
export type SignalState = (typeof signalStates)[number];

export const id = z.uuid();
export const moment = z.iso.datetime({ offset: true });
/** A day in Beijing. */
export const day = z.iso.date().refine((value) => value >= '1900-01-01' && value <= '2100-12-31');
export const text = z.object({ zh: z.string(), en: z.string() });
export const count = z.number().int().min(0).max(100_000_000);
/** What the database can hold. */
const isStorable = (value: string): boolean => !value.includes('\u0000') && value.isWellFormed();

/** Words to search by. */
export const search = z.string().trim().max(100).refine(isStorable);

/** The longest evidence, in characters of JSON. */
const mostEvidence = 50_000;
const isStorableJson = (value: unknown): boolean =>
  typeof value === 'string'
    ? isStorable(value)
    : typeof value !== 'object' ||
      value === null ||
      Object.entries(value).every(([name, inner]) => isStorable(name) && isStorableJson(inner));
/** How deep evidence may be nested; deeper is looked at no further, so that no reader of it runs out of stack. */
const mostDepth = 20;
// Said here: to say it in general, the value would be printed, which takes the same stack.
const tooDeep = JSON.stringify({ zh: `嵌套超过 ${mostDepth} 层`, en: `nested deeper than ${mostDepth}` });
function isShallow(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > mostDepth) return false;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return true;
}
export const evidence = z
  .record(z.string().max(100), z.unknown().refine(isShallow, { abort: true, error: tooDeep }).pipe(z.json()))
  .refine((value) => JSON.stringify(value).length <= mostEvidence && isStorableJson(value));

/** What people write: something, and nothing that no page could show. */
export const words = (most: number) => z.string().trim().min(1).max(most).refine(isStorable);
