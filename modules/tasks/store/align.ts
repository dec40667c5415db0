import type { Tx } from '@songhua/kernel';
import type { alignTasks, KnownRow } from '../domain/align-tasks.ts';
import { addChanges } from './changes.ts';
import { insertTasks, updateTask } from './write-task.ts';

/** Processes that start at once align one after the other. */
export const takeTurn = (tx: Tx) => tx.query("select pg_advisory_xact_lock(hashtextextended('tasks.align', 0))");

type Row = Omit<KnownRow, 'fields'> &
  Omit<KnownRow['fields'], 'title'> & { readonly title_zh: string; readonly title_en: string };

/** Every row that came from a plan file, with what people did to it. */
export async function knownRows(tx: Tx): Promise<KnownRow[]> {
  const rows = await tx.query<Row>(
    `select t.id, t.clauses, t.chapter, t.title_zh, t.title_en, t.responsible, t.supporting, t.start::text as start,
            t.due::text as due, t.assumed, t.touched, t.retired_at is not null as retired,
            (exists (select 1 from tasks.change c where c.task = t.id and c.by_id is not null)) as written,
            coalesce((select jsonb_agg(jsonb_build_object('id', m.id, 'place', m.place, 'due', m.due, 'touched', m.touched,
                               'title', jsonb_build_object('zh', m.title_zh, 'en', m.title_en)) order by m.place)
                        from tasks.milestone m where m.task = t.id and m.from_file), '[]') as milestones
       from tasks.task t where t.plan is not null order by t.id`,
  );
  return rows.map(({ id, touched, written, retired, milestones, title_zh, title_en, ...fields }) => ({
    ...{ id, touched, written, retired, milestones },
    fields: { ...fields, title: { zh: title_zh, en: title_en } },
  }));
}

const texts = (items: readonly { readonly title: { readonly zh: string; readonly en: string } }[]) => [
  items.map(({ title }) => title.zh),
  items.map(({ title }) => title.en),
];

async function alignMilestones(tx: Tx, { insert, update, remove }: ReturnType<typeof alignTasks>['milestones']): Promise<void> {
  if (remove.length > 0) await tx.query('delete from tasks.milestone where id = any($1)', [remove]);
  if (update.length > 0)
    await tx.query(
      `update tasks.milestone m set place = n.place, due = n.due, title_zh = n.zh, title_en = n.en, version = m.version + 1
         from unnest($1::text[], $2::int[], $3::date[], $4::text[], $5::text[]) as n (id, place, due, zh, en) where m.id = n.id`,
      [update.map(({ id }) => id), update.map(({ place }) => place), update.map(({ due }) => due), ...texts(update)],
    );
  if (insert.length > 0)
    await tx.query(
      `insert into tasks.milestone (id, task, place, due, title_zh, title_en, version, from_file, touched)
       select id, task, place, due, zh, en, 1, true, false
         from unnest($1::text[], $2::text[], $3::int[], $4::date[], $5::text[], $6::text[]) as n (id, task, place, due, zh, en)
       on conflict (id) do nothing`,
      [
        insert.map(({ id }) => id),
        insert.map(({ task }) => task),
        insert.map(({ place }) => place),
        insert.map(({ due }) => due),
        ...texts(insert),
      ],
    );
}

/** Carries an alignment out; the histories say that the plan file did it. */
export async function saveAlignment(tx: Tx, alignment: ReturnType<typeof alignTasks>, now: Date): Promise<void> {
  const { insert, update, remove, retire, revive, milestones } = alignment;
  if (remove.length > 0) await tx.query('delete from tasks.task where id = any($1)', [remove]);
  if (retire.length > 0) await tx.query('update tasks.task set retired_at = $2 where id = any($1)', [retire, now]);
  if (revive.length > 0) await tx.query('update tasks.task set retired_at = null where id = any($1)', [revive]);
  await insertTasks(
    tx,
    insert.map(({ id, origin, plan, area, fields }) => ({ id, origin, plan, area, assignee: null, ...fields })),
    'plan',
    now,
  );
  for (const { id, changes } of update) {
    const version = await updateTask(tx, { id, edits: changes, touches: false }, now);
    await addChanges(
      tx,
      changes.map((change) => ({ task: id, version, ...change })),
      null,
      now,
    );
  }
  await alignMilestones(tx, milestones);
}
