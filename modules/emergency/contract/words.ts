import { z } from 'zod';

/** What everything the emergency command says is made of. */

/** infectious 传染病, unexplained 群体性不明原因疾病, vaccine-reaction 预防接种或预防性服药反应, nosocomial 医院感染, agent-loss 菌种毒种丢失. */
export const eventKinds = [
  'infectious',
  'unexplained',
  'food-poisoning',
  'occupational-poisoning',
  'vaccine-reaction',
  'nosocomial',
  'agent-loss',
  'other',
] as const;
export const eventKind = z.enum(eventKinds);

/** Diseases with limits of their own in the grading; every other notifiable disease is `class-b-c` 乙、丙类. */
export const diseaseGroups = [
  'pneumonic-plague',
  'pulmonary-anthrax',
  'bubonic-plague',
  'cholera',
  'sars',
  'hpai',
  'class-b-c',
  'new-disease',
  'eliminated-disease',
] as const;
export const diseaseGroup = z.enum(diseaseGroups);

/** The worst first: I 特别重大, II 重大, III 较大, IV 一般. */
export const levels = ['I', 'II', 'III', 'IV'] as const;
export const level = z.enum(levels);

/** reported 已登记, verified 已核实, responding 响应中, ended 响应终止, closed 已结案, discarded 已排除. */
export const eventStates = ['reported', 'verified', 'responding', 'ended', 'closed', 'discarded'] as const;
export const eventState = z.enum(eventStates);

/** initial 首次报告, progress 进程报告, closing 结案报告. */
export const reportKinds = ['initial', 'progress', 'closing'] as const;
export const reportKind = z.enum(reportKinds);

/** Who of the four answers for a task 四方责任. */
export const parties = ['government', 'department', 'unit', 'individual'] as const;

export const departments = [
  'headquarters',
  'health',
  'cdc',
  'supervision',
  'hospital',
  'ems',
  'education',
  'public-security',
  'finance',
  'market-supervision',
  'agriculture',
  'emergency-management',
  'publicity',
  'transport',
  'industry',
  'community',
] as const;
export const department = z.enum(departments);

/** public 公众健康提示, departments 部门通报, government 决策建议. */
export const audiences = ['public', 'departments', 'government'] as const;
export const audience = z.enum(audiences);

export const text = z.object({ zh: z.string(), en: z.string() });

const refused = (zh: string, en: string) => ({
  error: ({ input }: { readonly input?: unknown }) => JSON.stringify({ zh, en, value: String(input).slice(0, 200) }),
});

/** One character or more that PostgreSQL and JSON can hold. */
export const words = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine(
      (value) => !value.includes('\u0000') && value.isWellFormed(),
      refused('含有无法保存的字符', 'holds a character that cannot be stored'),
    );

export const moment = z.iso
  .datetime({ offset: true })
  .refine(
    (value) => value >= '1900' && value < '2201',
    refused('时间须在 1900 年至 2200 年之间', 'must lie between 1900 and 2200'),
  );
export const day = z.iso
  .date()
  .refine(
    (value) => value >= '1900' && value < '2201',
    refused('日期须在 1900 年至 2200 年之间', 'must lie between 1900 and 2200'),
  );
export const count = z.number().int().min(0).max(10_000_000);
export const code = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, refused('代码由小写字母、数字和连字符组成', 'a code has small letters, digits, hyphens'));
export const id = z.uuid();

/** Who did something; null: the system by itself. */
export const by = z.string().nullable();
