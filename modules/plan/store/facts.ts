import type { StatedFact } from '@songhua/engine-plan';
import type { Tx } from '@songhua/kernel';

interface Row {
  area: string;
  measure: string;
  as_of: string;
  value: number;
  evidence: StatedFact['evidence'];
  document: string;
  section: string;
  decimals: number;
}

/** The figures a plan's own folder carries. */
export async function planFacts(tx: Tx, plan: string): Promise<StatedFact[]> {
  const rows = await tx.query<Row>(
    `select area, measure, as_of::text as as_of, value, evidence, document, section, decimals
       from plan.fact where plan = $1 order by area, measure, as_of`,
    [plan],
  );
  return rows.map(({ area, measure, as_of, value, evidence, document, section, decimals }) => ({
    area,
    measure,
    asOf: as_of,
    value,
    evidence,
    decimals,
    source: { document, section },
  }));
}
