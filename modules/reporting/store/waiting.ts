import { append } from '@songhua/events';
import type { StoredResource, Tx } from '@songhua/kernel';
import { type Match, matchRule } from '../domain/match-rule.ts';

/** What says that it was found longer ago than this prepares no card under any settings: an import of old records leaves nothing behind here. */
const mostDays = 365;
/** So many of one transaction are looked at at once; more wait for the job. */
const mostTold = 20;

/** Whether it speaks of long ago. What does not say when it was found, and names no visit that would, is as old as its onset. */
function isHistory({ found, isDated, encounter, onset }: Match, now: Date): boolean {
  const since = isDated || encounter !== null ? found : (onset ?? found);
  return now.getTime() - since.getTime() > mostDays * 24 * 3_600_000;
}

/**
 * Notes which of these resources, just written, may fulfil a case definition. Judged from the resource alone, one statement for all of them: an
 * import pays a look at each code. A result that is not positive counts where an earlier version of it may have been.
 */
export async function notice(tx: Tx, resources: readonly StoredResource[]): Promise<void> {
  const [first] = resources;
  if (!first) return;
  const now = new Date(first.meta.lastUpdated);
  const found: Match[] = [];
  const speechless: { readonly type: string; readonly id: string }[] = [];
  for (const resource of resources) {
    const match = matchRule(resource, now);
    const isChanged = resource.meta.versionId !== '1';
    if (match && !isHistory(match, now)) {
      if (!match.isVoid || isChanged) found.push(match);
    } else if (isChanged) speechless.push({ type: resource.resourceType, id: resource.id });
  }
  // A diagnosis that was corrected to something nobody reports: its draft has lost its ground.
  if (speechless.length > 0) await noticeGone(tx, speechless, now);
  if (found.length > 0) await wait(tx, found, now);
}

async function wait(tx: Tx, found: readonly Pick<Match, 'source' | 'found'>[], now: Date): Promise<void> {
  const ordered = [...new Map(found.map((one) => [one.source, one])).values()].sort((one, other) =>
    one.source < other.source ? -1 : 1,
  );
  tx.later(
    `insert into reporting.waiting (source, found, since) select source, found, $3 from unnest($1::text[], $2::timestamptz[]) as n (source, found)
         on conflict (source) do update set found = excluded.found, since = excluded.since`,
    [ordered.map(({ source }) => source), ordered.map((one) => one.found), now],
    'reporting.wait',
  );
  if (ordered.length <= mostTold) await append(tx, 'reporting.noticed', { sources: ordered.map(({ source }) => source) }, now);
}

/** What rested on resources that were deleted is looked at once more. */
export async function noticeGone(
  tx: Tx,
  removed: readonly { readonly type: string; readonly id: string }[],
  now: Date,
): Promise<void> {
  tx.later(
    `insert into reporting.waiting (source, found, since) select source, $2, $2 from reporting.evidence where source = any($1)
         on conflict (source) do update set since = excluded.since`,
    [removed.map(({ type, id }) => `${type}/${id}`), now],
    'reporting.notice-gone',
  );
}

/** A resource that waits, and when what it says was found. */
export interface Waiting {
  readonly source: string;
  readonly found: Date;
}

/** Takes up to `most` that wait, those named first; nobody else takes any meanwhile. */
export async function takeWaiting(tx: Tx, most: number, first: readonly string[]): Promise<readonly Waiting[]> {
  const [held] = await tx.query<{ held: boolean }>(
    `select pg_try_advisory_xact_lock(hashtext('reporting.waiting')) as held`,
    [],
    'reporting.hold-waiting',
  );
  if (!held?.held) return [];
  const rows = await tx.query<Waiting>(
    first.length > 0
      ? `select source, found from reporting.waiting where source = any($2::text[]) limit $1`
      : `select source, found from reporting.waiting where $2::text[] is not null order by since, source limit $1`,
    [most, first],
    first.length > 0 ? 'reporting.waiting-named' : 'reporting.waiting',
  );
  const sources = rows.map(({ source }) => source);
  if (sources.length > 0)
    await tx.query('delete from reporting.waiting where source = any($1)', [sources], 'reporting.take-waiting');
  return rows;
}

/** Lets go of what was found before a day and speaks for no card yet, many at once; not of what was laid aside and is to be tried again. */
export async function dropOld(tx: Tx, before: Date): Promise<void> {
  await tx.query(
    `delete from reporting.waiting w where w.found < $1 and not exists (select 1 from reporting.evidence e where e.source = w.source)
        and not exists (select 1 from reporting.laid_aside l where l.source = w.source)`,
    [before],
    'reporting.drop-old',
  );
}

/** Writes down what became of a resource by which rule. */
export async function putEvidence(
  tx: Tx,
  { source, rule, version }: Pick<Match, 'source' | 'rule' | 'version'>,
  outcome: 'prepared' | 'joined' | 'no-institution',
  {
    card,
    institution,
    inpatient,
    now,
  }: { readonly card: string | null; readonly institution: string | null; readonly inpatient: boolean; readonly now: Date },
): Promise<void> {
  await tx.query(
    `insert into reporting.evidence (source, rule, rule_version, outcome, card, at, institution, inpatient)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (source) do update set rule = excluded.rule, rule_version = excluded.rule_version, outcome = excluded.outcome,
            card = coalesce(excluded.card, reporting.evidence.card), at = excluded.at, institution = excluded.institution,
            inpatient = excluded.inpatient`,
    [source, rule, version, outcome, card, now, institution, inpatient],
    'reporting.put-evidence',
  );
}

/** The cards that these resources speak for. */
export async function cardsBySource(tx: Tx, sources: readonly string[]): Promise<readonly string[]> {
  const rows = await tx.query<{ card: string }>(
    'select distinct card from reporting.evidence where source = any($1) and card is not null',
    [sources],
    'reporting.cards-by-source',
  );
  return rows.map(({ card }) => card);
}
