import { type Call, ok, type Result, refuse } from '@songhua/kernel';

/** Whether a card may name this registration: the one that it named before, or one that the actor reaches. Nobody pins a case on a stranger's record. */
export async function checkPatient(
  { tx, records, actor, now }: Pick<Call<unknown, unknown, unknown>, 'tx' | 'records' | 'actor' | 'now'>,
  patient: string | null,
  before: string | null,
): Promise<Result<null>> {
  if (patient === null || patient === before) return ok(null);
  const found = await records.as(actor, now).read(tx, 'Patient', patient.slice('Patient/'.length));
  return found ? ok(null) : refuse('reporting.unknown-patient', { patient });
}
