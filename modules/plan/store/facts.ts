import type { Evidence, Fact } from '@songhua/engine-plan';
import type { Tx } from '@songhua/kernel';

interface Row {
  area: string;
  measure: string;
  as_of: string;
  value: number;
  evidence: Evidence;
  document: string;
  section: string;
}

/** The figures a plan's own folder carries. */
export async function planFacts(tx: Tx, plan: string): Promise<Fact[]> {
  const rows = await tx.query<Row>(
    `select area, measure, as_of::text as as_of, value, evidence, document, section
       from plan.fact where plan = $1 order by area, measure, as_of`,
    [plan],
  );
  return rows.map(({ area, measure, as_of, value, evidence, document, section }) => ({
    area,
    measure,
    asOf: as_of,
    value,
    evidence,
    source: { document, section },
  }));
}
