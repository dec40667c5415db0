import type { Tx } from '@songhua/kernel';
import type { AreaMeasure, RegistryFacts, StatedFigure } from '../contract.ts';
import type { AreaFigureRow } from '../domain/read-area-figure.ts';

/** Of every area and measure the newest figure not after the day. */
export const areaFiguresOn = (tx: Tx, at: string): Promise<RegistryFacts['areaFigures'][number][]> =>
  tx.query<RegistryFacts['areaFigures'][number]>(
    `select distinct on (area, measure) area, measure, value, evidence, as_of::text as "asOf"
       from registry.area_figure where as_of <= $1 order by area, measure, as_of desc, id`,
    [at],
    'registry.rule-area-figures',
  );

export interface FigureFilter {
  readonly areas?: readonly string[] | undefined;
  readonly measure?: AreaMeasure | undefined;
  readonly evidence?: StatedFigure['evidence'] | undefined;
  /** Of each area and measure only the newest not after the day. */
  readonly at?: string | undefined;
}

export type FigureRow = AreaFigureRow & { readonly name_zh: string; readonly name_en: string };

const orders = {
  measure: 'measure, area, as_of desc, id',
  area: 'area, measure, as_of desc, id',
  asOf: 'as_of, area, measure, id',
  '-asOf': 'as_of desc, area, measure, id',
  value: 'value, area, measure, id',
  '-value': 'value desc, area, measure, id',
} as const;

/** Figures under a filter; of an area that is not in the tree the code stands for the name. */
export async function findFigures(
  tx: Tx,
  { areas, measure, evidence, at }: FigureFilter,
  { sort, limit, offset }: { readonly sort: keyof typeof orders; readonly limit?: number; readonly offset?: number },
): Promise<{ readonly total: number; readonly items: readonly FigureRow[] }> {
  const newest = at === undefined ? '' : 'distinct on (f.area, f.measure)';
  const where = `($1::text[] is null or f.area = any($1)) and ($2::text is null or f.measure = $2) and ($4::date is null or f.as_of <= $4)`;
  const rows = `select ${newest} f.* from registry.area_figure f where ${where}${at === undefined ? '' : ' order by f.area, f.measure, f.as_of desc, f.id'}`;
  const chosen = `select * from (${rows}) g where $3::text is null or g.evidence = $3`;
  const given = [areas ?? null, measure ?? null, evidence ?? null, at ?? null];
  const [count] = await tx.query<{ n: number }>(`select count(*)::int as n from (${chosen}) h`, given);
  const items = await tx.query<FigureRow>(
    `select h.id, h.area, h.measure, h.as_of::text as "asOf", h.value, h.evidence, h.source, h.version,
            coalesce(a.name_zh, h.area) as name_zh, coalesce(a.name_en, h.area) as name_en
       from (${chosen}) h left join registry.area a on a.code = h.area
      order by ${orders[sort]} limit $5 offset $6`,
    [...given, limit ?? null, offset ?? 0],
  );
  return { total: count?.n ?? 0, items };
}

/** What the table holds of these areas, whatever the day. */
export const figuresOfAreas = (tx: Tx, areas: readonly string[]): Promise<AreaFigureRow[]> =>
  tx.query<AreaFigureRow>(
    `select id, area, measure, as_of::text as "asOf", value, evidence, source, version
       from registry.area_figure where area = any($1) order by area, measure, as_of, id`,
    [areas],
  );

/** Ids of every figure that an area has or had, of one measure or of all. */
export async function figureIds(tx: Tx, area: string, measure: AreaMeasure | undefined): Promise<readonly string[]> {
  const rows = await tx.query<{ id: string }>(
    `select id from registry.area_figure where area = $1 and ($2::text is null or measure = $2)
     union select id from registry.former_figure where area = $1 and ($2::text is null or measure = $2) order by id`,
    [area, measure ?? null],
  );
  return rows.map(({ id }) => id);
}

/** Waits until nobody else enters a figure of the area. */
export async function holdFigures(tx: Tx, area: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [`registry.figures ${area}`]);
}
