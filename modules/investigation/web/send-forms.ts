import { ApiProblem, request } from '@songhua/ui/api.ts';
import type { Session } from '@songhua/ui/session.ts';
import type { Language } from '@songhua/ui/text.ts';
import type { VisitAnswer } from '../contract.ts';
import { dropForms, type KeptForm, readForms, writeForm } from './device-store.ts';

export const followUpPath = '/api/investigation/follow-up';
/** Forms of one request: a bad line carries little at a time. */
const atOnce = 50;

/** Nobody is signed in, or somebody else: what is kept for one account is sent as no other. */
export class SignedOut extends Error {}

/** Refuses to go on unless the server knows this browser as this account. */
export async function assureOwner(owner: string, language: Language): Promise<void> {
  const session = await request<Session>('/api/session', { language });
  if (!session.signedIn || session.actor.id !== owner) throw new SignedOut('another account');
}

async function sendSome(forms: readonly KeptForm[], language: Language): Promise<void> {
  const body = { visits: forms.map(({ visit }) => visit) };
  const { items } = await request<{ items: VisitAnswer[] }>(followUpPath, { method: 'POST', language, body });
  const answerOf = new Map(items.map((one) => [one.id, one]));
  const taken = forms.filter(({ id }) => ['kept', 'known'].includes(answerOf.get(id)?.became ?? ''));
  // What was not taken stays on the device, with why, until its writer has seen to it.
  for (const form of forms) {
    const answer = answerOf.get(form.id);
    if (answer?.became === 'conflict' || answer?.became === 'refused')
      await writeForm({ ...form, answer: { became: answer.became, why: answer.why } });
  }
  await dropForms(taken.map(({ id }) => id));
}

/**
 * Sends what waits for this account. A form leaves the device only when the server has said that it has it; its id makes that a second sending
 * writes nothing. Throws an ApiProblem where the server cannot be reached or refuses, SignedOut where it knows another account.
 */
export async function sendForms(owner: string, language: Language): Promise<void> {
  const waiting = (await readForms(owner)).filter(({ answer }) => answer === null);
  if (waiting.length === 0) return;
  await assureOwner(owner, language);
  for (let from = 0; from < waiting.length; from += atOnce) await sendSome(waiting.slice(from, from + atOnce), language);
}

/** Whether a failure is the line's: it is tried again by itself. */
export const isLine = (error: unknown): boolean =>
  error instanceof ApiProblem && (error.status === 0 || error.status === 502 || error.status === 503 || error.status === 504);
