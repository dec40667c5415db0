import { z } from 'zod';
import { audience, by, department, id, moment, text, words } from './words.ts';

/** Advice to the public, bulletins and advice to government: drafted, approved, sent to those named, acknowledged. */

/** draft 待批准, sent 已发出, withdrawn 已撤回 (before it was sent). */
const noticeStates = ['draft', 'sent', 'withdrawn'] as const;
const recipientKind = z.enum(['department', 'institution']);
const institution = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9.-]{1,64}$/);

export const recipient = z.object({
  kind: recipientKind,
  /** A department's code or an institution's id. */
  code: z.string(),
  name: text,
  acknowledgedAt: moment.nullable(),
  acknowledgedBy: by,
});
export const notice = z.object({
  id,
  audience,
  title: z.string(),
  body: z.string(),
  state: z.enum(noticeStates),
  at: moment,
  by,
  /** When and by whom it was approved and sent, or withdrawn. */
  decidedAt: moment.nullable(),
  decidedBy: by,
  to: z.array(recipient),
});
export const noticeDraft = z.strictObject({
  audience,
  title: words(200),
  body: words(4000),
  departments: z.array(department).max(20).default([]),
  institutions: z.array(institution).max(200).default([]),
});
export const noticeMove = z.strictObject({ to: z.enum(['sent', 'withdrawn']) });
export const noticeParams = z.object({ id, notice: id });
/** A text to begin from, composed from what the board knows. */
export const noticeProposalQuery = z.object({ audience });
export const noticeProposal = z.object({ title: z.string(), body: z.string(), departments: z.array(department) });
/** That a department or institution has it, as somebody heard; `by`: who there said so. */
export const acknowledgement = z.strictObject({ kind: recipientKind, code: institution, by: words(100) });

/** What was sent to whoever looks: to the institution one works for, and to the department one's role belongs to. */
export const received = z.object({
  waiting: z.number().int(),
  items: z.array(
    z.object({
      notice: id,
      audience,
      title: z.string(),
      body: z.string(),
      eventTitle: z.string(),
      sentAt: moment,
      sentBy: by,
      to: z.array(text),
      acknowledgedAt: moment.nullable(),
      acknowledgedBy: by,
    }),
  ),
});
export const receivedParams = z.object({ notice: id });

export type Notice = z.infer<typeof notice>;
export type NoticeDraft = z.infer<typeof noticeDraft>;
export type NoticeProposal = z.infer<typeof noticeProposal>;
export type Received = z.infer<typeof received>;
