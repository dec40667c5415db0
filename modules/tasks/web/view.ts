import { useAddress } from '@songhua/ui/address.ts';

/** The views of the page, in the order in which they stand. */
export const views = ['mine', 'all', 'late', 'department', 'chapter', 'area', 'gantt', 'notices'] as const;
export type View = (typeof views)[number];

/** Names in the address by which tasks are filtered, besides the area. */
const names = ['q', 'department', 'chapter', 'clause', 'origin', 'state', 'dueFrom', 'dueTo'] as const;

/** The view in the address; undefined when it names none. */
export function useView(): View | undefined {
  const asked = useAddress().get('view');
  return views.find((one) => one === asked);
}

/** As `state` in the address: what nobody was given or has reported on. */
export const notGiven = 'not-given';

/** The filters in the address as the server takes them. */
export function useAsked() {
  const { state, ...filters } = useFilters();
  // Of what nobody was given it is not known whether it has begun.
  if (state === 'open') return { ...filters, state, given: true };
  return state === notGiven ? { ...filters, state: 'active', given: false } : { ...filters, state };
}

/** The filters in the address. */
export function useFilters(): Readonly<Record<(typeof names)[number], string | undefined>> {
  const { get } = useAddress();
  const entries = names.map((name) => [name, get(name)] as const);
  return Object.fromEntries(entries) as Record<(typeof names)[number], string | undefined>;
}

/** Names by which notices are filtered. */
const ofNotices = ['to', 'kind', 'standing', 'from', 'until'] as const;

export const noFilters = Object.fromEntries([...names, 'offset'].map((name) => [name, null]));
/** Taken out of the address when the view changes: what the next view knows nothing of. */
export const noNotices = Object.fromEntries(ofNotices.map((name) => [name, null]));
