import type { Tx } from '@songhua/kernel';

interface Kept {
  readonly answers: Readonly<Record<string, string>>;
  readonly by: string | null;
  readonly version: number;
}

/** What a case answered; nothing, in version 0, before anybody asked. */
export async function findAnswers(tx: Tx, investigation: string, person: string): Promise<Kept> {
  const [row] = await tx.query<Kept>(
    'select answers, said_by as by, version from investigation.answer where investigation = $1 and person = $2',
    [investigation, person],
  );
  return row ?? { answers: {}, by: null, version: 0 };
}

/** Puts the answers in the place of the version that was seen. */
export async function putAnswers(
  tx: Tx,
  investigation: string,
  person: string,
  { answers, by, version }: Kept,
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into investigation.answer (investigation, person, answers, said_by, said_at, version) values ($1, $2, $3, $4, $5, $6)
       on conflict (investigation, person) do update
         set answers = excluded.answers, said_by = excluded.said_by, said_at = excluded.said_at, version = excluded.version`,
    [investigation, person, JSON.stringify(answers), by, now, version],
  );
}
