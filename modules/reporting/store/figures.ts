import type { Tx } from '@songhua/kernel';
import type { Timeliness } from '../contract.ts';
import type { Sight } from '../domain/decide-sight.ts';
import { ofInstitution } from './sight-sql.ts';

/** What is no case, or stands in another card. */
const out = `('dismissed', 'duplicate', 'deleted')`;

const keys = { institution: 'c.institution', area: 'c.report_county', disease: 'c.disease' } as const;

export type Measured = Omit<Timeliness['rows'][number], 'name' | 'rate' | 'rate2' | 'rate24' | 'key'> & {
  readonly key: string | null;
  /** Reported in time of those due after 2 hours. */
  readonly inTime2: number;
};

/** Whose cards a sight counts: of drafts that are overdue, too, how many, never which. Counties are those that report. */
function counted(sight: Sight, counties: readonly string[] | undefined, given: (value: unknown) => string): string {
  if (sight.of === 'nothing') return 'false';
  if (sight.of === 'institution') return ofInstitution(sight, given);
  const codes = sight.of === 'city' ? counties : sight.codes.filter((code) => counties?.includes(code) ?? true);
  return codes ? `c.report_county = any(${given(codes)})` : 'true';
}

/** How timely the cards of a period were reported, by institution, county or disease; a card counts once it is reported or its clock has run out. */
export async function measureTimeliness(
  tx: Tx,
  sight: Sight,
  asked: {
    readonly by: keyof typeof keys;
    readonly from: Date;
    readonly until: Date;
    readonly counties?: readonly string[] | undefined;
  },
  now: Date,
): Promise<readonly Measured[]> {
  const values: unknown[] = [asked.from, asked.until, now];
  const given = (value: unknown): string => `$${values.push(value)}`;
  const key = keys[asked.by];
  return tx.query<Measured>(
    `select ${key} as key, count(*)::int as cards,
            count(*) filter (where c.reported <= c.due)::int as "inTime",
            count(*) filter (where c.reported > c.due)::int as late,
            count(*) filter (where c.reported is null)::int as overdue,
            count(*) filter (where c.hours <= 2)::int as cards2,
            count(*) filter (where c.hours <= 2 and c.reported <= c.due)::int as "inTime2",
            percentile_cont(0.5) within group (order by (c.visited - c.onset)) as "onsetToVisitDays",
            percentile_cont(0.5) within group (order by ((c.diagnosed at time zone 'Asia/Shanghai')::date - c.visited)) as "visitToDiagnosisDays",
            percentile_cont(0.5) within group (order by ((c.diagnosed at time zone 'Asia/Shanghai')::date - c.onset)) as "onsetToDiagnosisDays",
            percentile_cont(0.5) within group (order by extract(epoch from c.reported - c.diagnosed) / 3600) as "diagnosisToReportHours"
       from reporting.card c
      where c.diagnosed >= $1 and c.diagnosed < $2 and c.state not in ${out} and (c.reported is not null or c.due < $3)
        and ${counted(sight, asked.counties, given)}
      group by ${key} order by count(*) desc, ${key}`,
    values,
  );
}

/** Institutions that have cards of cases diagnosed in the period, among these, and whether any of those was reported: drafts are no cases yet. */
export async function institutionsWithCards(
  tx: Tx,
  institutions: readonly string[],
  from: Date,
  until: Date,
): Promise<ReadonlyMap<string, boolean>> {
  const rows = await tx.query<{ institution: string; reported: boolean }>(
    `select c.institution, bool_or(c.reported is not null) as reported from reporting.card c
      where c.institution = any($1) and c.diagnosed >= $2 and c.diagnosed < $3 and c.state not in ${out}
      group by c.institution`,
    [institutions, from, until],
    'reporting.with-cards',
  );
  return new Map(rows.map(({ institution, reported }) => [institution, reported]));
}

export interface OverdueHouse {
  readonly institution: string;
  readonly county: string | null;
  readonly cards: number;
  /** When the oldest of them was due. */
  readonly due: Date;
}

/** Institutions whose drafts are overdue, of what disease control looks after; the one with the oldest first. How many, never which. */
export async function overdueByInstitution(tx: Tx, sight: Sight, now: Date, limit: number): Promise<readonly OverdueHouse[]> {
  if (sight.of === 'nothing' || sight.of === 'institution') return [];
  return tx.query<OverdueHouse>(
    `select c.institution, min(c.report_county) as county, count(*)::int as cards, min(c.due) as due from reporting.card c
      where c.state in ('draft', 'returned') and c.reported is null and c.due < $1 and c.institution is not null
        and ($2::text[] is null or c.report_county = any($2))
      group by c.institution order by min(c.due), c.institution limit $3`,
    [now, sight.of === 'city' ? null : sight.codes, limit],
    'reporting.overdue-by-institution',
  );
}

export interface ZeroReport {
  readonly institution: string;
  readonly at: Date;
  readonly by_name: string;
  readonly withdrawn: { readonly at: Date; readonly by: string; readonly reason: string } | null;
}

export async function zeroReports(tx: Tx, kind: string, begins: string): Promise<ZeroReport[]> {
  const rows = await tx.query<Omit<ZeroReport, 'withdrawn'> & { gone: Date | null; gone_by: string; reason: string }>(
    `select institution, at, by_name, withdrawn_at as gone, withdrawn_by as gone_by, withdrawn_reason as reason
       from reporting.zero_report where kind = $1 and begins = $2`,
    [kind, begins],
    'reporting.zero-reports',
  );
  return rows.map(({ gone, gone_by, reason, ...row }) => ({ ...row, withdrawn: gone && { at: gone, by: gone_by, reason } }));
}

/** Takes back what an institution has said of a period; false: nothing stands that could be taken back. */
export async function withdrawZero(
  tx: Tx,
  said: {
    readonly institution: string;
    readonly kind: string;
    readonly from: string;
    readonly reason: string;
    readonly by: string;
    readonly now: Date;
  },
): Promise<boolean> {
  const rows = await tx.query(
    `update reporting.zero_report set withdrawn_at = $4, withdrawn_by = $5, withdrawn_reason = $6
      where institution = $1 and kind = $2 and begins = $3 and withdrawn_at is null returning institution`,
    [said.institution, said.kind, said.from, said.now, said.by, said.reason],
    'reporting.withdraw-zero',
  );
  return rows.length > 0;
}

/** Says that an institution has seen none; said once more it stays as it was, unless it was taken back meanwhile. */
export async function putZeroReport(
  tx: Tx,
  {
    institution,
    kind,
    from,
    by,
    now,
  }: {
    readonly institution: string;
    readonly kind: string;
    readonly from: string;
    readonly by: { readonly id: string; readonly name: string };
    readonly now: Date;
  },
): Promise<void> {
  await tx.query(
    `insert into reporting.zero_report (institution, kind, begins, at, by_id, by_name) values ($1, $2, $3, $4, $5, $6)
         on conflict (institution, kind, begins) do update
            set at = excluded.at, by_id = excluded.by_id, by_name = excluded.by_name, withdrawn_at = null, withdrawn_by = null, withdrawn_reason = null
          where reporting.zero_report.withdrawn_at is not null`,
    [institution, kind, from, now, by.id, by.name],
    'reporting.put-zero',
  );
}
