import type { Tx } from '@songhua/kernel';
import type { Options } from '../contract.ts';

type Named = Options['departments'][number];

const read = async (tx: Tx, table: 'department' | 'chapter'): Promise<Named[]> => {
  const rows = await tx.query<{ code: string; name_zh: string; name_en: string }>(
    `select distinct on (min_place, code) code, name_zh, name_en
       from (select *, min(place) over (partition by code) as min_place from tasks.${table}) as n order by min_place, code, plan`,
  );
  return rows.map(({ code, name_zh, name_en }) => ({ code, name: { zh: name_zh, en: name_en } }));
};

/** The departments of all plans in the order of their files. */
export const listDepartments = (tx: Tx): Promise<Named[]> => read(tx, 'department');
/** The chapters that the files name, in their order. */
export const listChapters = (tx: Tx): Promise<Named[]> => read(tx, 'chapter');

/** Chapters that tasks stand in, whether named or not. */
export const usedChapters = async (tx: Tx): Promise<string[]> =>
  (await tx.query<{ chapter: string }>('select distinct chapter from tasks.task where chapter is not null order by chapter')).map(
    ({ chapter }) => chapter,
  );

/** Puts the names of the files in place of those that were there. */
export async function replaceNames(
  tx: Tx,
  table: 'department' | 'chapter',
  items: readonly (Named & { readonly plan: string })[],
): Promise<void> {
  await tx.query(`delete from tasks.${table}`);
  await tx.query(
    `insert into tasks.${table} (plan, code, name_zh, name_en, place)
     select plan, code, zh, en, place - 1 from unnest($1::text[], $2::text[], $3::text[], $4::text[]) with ordinality
       as n (plan, code, zh, en, place)`,
    [
      items.map(({ plan }) => plan),
      items.map(({ code }) => code),
      items.map(({ name }) => name.zh),
      items.map(({ name }) => name.en),
    ],
  );
}
