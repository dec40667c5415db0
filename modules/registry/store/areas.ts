import type { Tx } from '@songhua/kernel';
import type { Area } from '../contract.ts';

export interface AreaRow {
  readonly code: string;
  readonly parent: string | null;
  readonly level: Area['level'];
  readonly type: string;
  readonly name_zh: string;
  readonly name_en: string;
}

/** The area tree in the order of its file: parents before children. */
export const allAreas = (tx: Tx): Promise<AreaRow[]> =>
  tx.query<AreaRow>('select code, parent, level, type, name_zh, name_en from registry.area order by position, code');

/** The area's own code and those of all that lies in it; empty when there is no such area. */
export async function subtree(tx: Tx, code: string): Promise<readonly string[]> {
  const rows = await tx.query<{ code: string }>(
    `with recursive inside as (
       select code from registry.area where code = $1
       union all select a.code from registry.area a join inside i on a.parent = i.code
     ) select code from inside`,
    [code],
  );
  return rows.map((row) => row.code);
}

/** Adds the areas or brings them up to date. Those no file names any more stay: institutions may stand there. */
export async function saveAreas(tx: Tx, areas: readonly AreaRow[]): Promise<void> {
  await tx.query(
    `insert into registry.area (code, parent, level, type, name_zh, name_en, position)
     select code, parent, level, type, name_zh, name_en, position
       from jsonb_to_recordset($1::jsonb) as a(code text, parent text, level text, type text, name_zh text, name_en text, position int)
      order by position
     on conflict (code) do update set parent = excluded.parent, level = excluded.level, type = excluded.type,
       name_zh = excluded.name_zh, name_en = excluded.name_en, position = excluded.position`,
    [JSON.stringify(areas.map((area, position) => ({ ...area, position })))],
  );
}
