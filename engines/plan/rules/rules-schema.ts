import { z } from 'zod';

/** `rules.yaml` of a plan. Unknown keys are refused: a misspelt key must not pass as absent. */

const text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/);
const expression = z.string().min(1).max(2000);

const scope = z.strictObject({
  /** Type of what the rule is about, or several of them. */
  subject: z.union([id, z.array(id).min(1)]),
  /** Which of them; all when absent. */
  where: expression.optional(),
  text,
});

const reading = z.strictObject({ id, text, require: expression, scope: scope.optional() });

const rule = z
  .strictObject({
    id,
    clauses: z.array(id).min(1),
    summary: text,
    scope,
    /** What is to hold. Absent when `readings` say it, of which the first one counts. */
    require: expression.optional(),
    readings: z.array(reading).min(2).optional(),
    /** Until when; null when no day is given. */
    deadline: z.iso.date().nullable(),
    severity: z.enum(['must', 'should']),
    /** What the margin is measured in; null when nothing is measured. */
    unit: text.nullable(),
    decimals: z.int().min(0).max(6).default(0),
    source: z.strictObject({
      /** Another document than the plan's own, by number. */
      document: z.string().min(1).optional(),
      section: z.string().min(1),
      /** A few characters that occur in exactly one sentence or table row of the section. */
      locator: z.string().min(2).max(24),
    }),
    notes: z.array(text).default([]),
  })
  .refine((r) => (r.require === undefined) !== (r.readings === undefined), { params: { rule: 'require-or-readings' } });

export const rulesFile = z.strictObject({ rules: z.array(rule) });

/** A rule as its file says it: data, not yet compiled. */
export type RuleSpec = z.output<typeof rule>;
export type ScopeSpec = RuleSpec['scope'];
