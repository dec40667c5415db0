import type { Text } from '@songhua/kernel';
import type { ClauseItem, ClauseList, ClauseQuery, ClauseStatus, RuleStatus, Status } from '../contract.ts';
import type { Quotes } from './describe-indicator.ts';
import { stateClause, stateFunction, stateIndicator, stateRule, stateTask, type TaskState } from './state-clause.ts';

/** A clause as the plan's data has it. */
export interface ClauseRow {
  readonly id: string;
  readonly document: string;
  readonly section: string;
  readonly type: ClauseItem['type'];
  readonly summary: Text;
  readonly embodiedBy: readonly { readonly kind: ClauseItem['embodiedBy'][number]['kind']; readonly ref: string }[];
}

/** What is known on the day of everything that can embody a clause. */
export interface ClauseWorld {
  readonly indicators: ReadonlyMap<string, { readonly name: Text; readonly status: Status }>;
  readonly rules: ReadonlyMap<string, { readonly summary: Text; readonly status: RuleStatus }>;
  /** By what the plan's file calls them; `id` is that of the row that is furthest behind. */
  readonly tasks: ReadonlyMap<string, TaskState & { readonly title: Text }>;
  /** Modules this house has, with what they are called. */
  readonly modules: ReadonlySet<string>;
  readonly quotes: Quotes;
}

type Embodiment = ClauseItem['embodiedBy'][number];

const page = (list: string, id: string): string => `${list}/${encodeURIComponent(id)}`;

function resolve({ kind, ref }: ClauseRow['embodiedBy'][number], world: ClauseWorld): Embodiment {
  const said = (title: Text | undefined, status: ClauseStatus, path: string | null): Embodiment => ({
    kind,
    ref,
    title: title ?? null,
    status,
    path,
  });
  if (kind === 'indicator') {
    const found = world.indicators.get(ref);
    return said(found?.name, stateIndicator(found?.status), found ? page('/plan/indicators', ref) : null);
  }
  if (kind === 'rule') {
    const found = world.rules.get(ref);
    return said(found?.summary, stateRule(found?.status), found ? page('/plan/rules', ref) : null);
  }
  if (kind === 'task') {
    const found = world.tasks.get(ref);
    return said(found?.title, stateTask(found), found ? page('/tasks', found.id) : null);
  }
  const registered = kind === 'registry';
  return said(undefined, stateFunction(registered || world.modules.has(ref)), registered ? '/registry/institutions' : null);
}

/** One clause with what embodies it and how that makes it stand. Of several tasks the one that stands worst is named. */
export function describeClause(row: ClauseRow, world: ClauseWorld): ClauseItem {
  const { id, document, section, type, summary } = row;
  const embodiedBy = row.embodiedBy.map((one) => resolve(one, world));
  const tasks = row.embodiedBy.flatMap(({ kind, ref }) => (kind === 'task' ? (world.tasks.get(ref) ?? []) : []));
  const task = tasks.toSorted((a, b) => Number(b.late) - Number(a.late) || a.percent - b.percent)[0];
  return {
    id,
    document,
    section,
    type,
    summary,
    embodiedBy,
    status: stateClause(embodiedBy),
    ...(task && { task: { id: task.id, state: task.state, due: task.due, late: task.late, percent: task.percent } }),
    ...world.quotes.get(`clause:${id}`),
  };
}

/** The heading of the chapter a section stands in: `三、优化资源配置` of `三、优化资源配置（一）床位资源配置 1`. */
export const chapterOf = (section: string): string => section.split(/[（(]/)[0]?.trim() ?? section;

const worst: readonly ClauseStatus[] = ['failing', 'late', 'planned', 'unknown', 'under-way', 'in-place', 'met'];

const orders: Record<ClauseQuery['sort'], (a: ClauseItem, b: ClauseItem) => number> = {
  order: () => 0,
  id: (a, b) => (a.id < b.id ? -1 : 1),
  status: (a, b) => worst.indexOf(a.status) - worst.indexOf(b.status),
  type: (a, b) => (a.type < b.type ? -1 : a.type > b.type ? 1 : 0),
};

type Filter = Omit<ClauseQuery, 'limit' | 'offset' | 'plan' | 'area' | 'at'>;

/** The clauses under a filter, in the order asked for; counts by state leave the state's own filter out. */
export function listClauses(
  rows: readonly ClauseRow[],
  world: ClauseWorld,
  query: Filter,
): Omit<ClauseList, 'plan' | 'at' | 'today' | 'items'> & { readonly items: readonly ClauseItem[] } {
  const words = query.q?.toLowerCase();
  const says = (item: ClauseItem): boolean =>
    !words || [item.id, item.section, item.summary.zh, item.summary.en].some((text) => text.toLowerCase().includes(words));
  const found = rows
    .filter(
      (row) =>
        (query.type === undefined || row.type === query.type) &&
        (query.document === undefined || row.document === query.document) &&
        (query.embodied === undefined || row.embodiedBy.some(({ kind }) => kind === query.embodied)),
    )
    .map((row) => describeClause(row, world))
    .filter(says);
  const chapters = Map.groupBy(found, ({ section }) => chapterOf(section));
  const inChapter = query.chapter === undefined ? found : found.filter(({ section }) => chapterOf(section) === query.chapter);
  const items = inChapter.filter(({ status }) => query.status === undefined || status === query.status);
  const counts = Map.groupBy(inChapter, ({ status }) => status);
  return {
    total: items.length,
    counts: Object.fromEntries([...counts].map(([status, all]) => [status, all.length])),
    chapters: [...chapters].map(([title, all]) => ({ title, total: all.length })),
    items: items.toSorted(orders[query.sort]),
  };
}
