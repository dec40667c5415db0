import { createContext, useCallback, useContext } from 'react';
import { useSearchParams } from 'react-router';
import type { AreaNode, DateChoices } from './page-route.ts';

/** The choices the shell has loaded for the top bar. */
export interface Choices {
  readonly areas: readonly AreaNode[];
  readonly dates: DateChoices | null;
  /** Area taken when the address names none. */
  readonly home: string;
}

export const ChoicesContext = createContext<Choices>({ areas: [], dates: null, home: '' });
export const useChoices = (): Choices => useContext(ChoicesContext);

type Change = Readonly<Record<string, string | null | undefined>>;

/** Names in the address that every page shares and every link keeps. */
const shared = ['area', 'at'] as const;

/** View state that lives in the address, so that a link reproduces the view. `set` merges; null or '' removes. */
export function useAddress() {
  const [params, setParams] = useSearchParams();
  const set = useCallback(
    (change: Change, replace = true) =>
      setParams(
        (now) => {
          const next = new URLSearchParams(now);
          for (const [name, value] of Object.entries(change)) {
            if (value) next.set(name, value);
            else next.delete(name);
          }
          return next;
        },
        { replace },
      ),
    [setParams],
  );
  return { params, get: (name: string) => params.get(name) ?? undefined, set };
}

/** The area in view: from the address, else the reader's own. */
export function useArea(): string {
  const { get } = useAddress();
  const { home } = useChoices();
  return get('area') ?? home;
}

/** The date in the address; undefined means the newest fact. */
export function useAt(): string | undefined {
  return useAddress().get('at');
}

/** Search text for links: `all` keeps everything in the address save `without`, else only area and date. */
export function useKept(all = false, without: readonly string[] = []): string {
  const { params } = useAddress();
  const kept = new URLSearchParams();
  for (const [name, value] of params)
    if ((all && !without.includes(name)) || shared.some((one) => one === name)) kept.set(name, value);
  const text = kept.toString();
  return text && `?${text}`;
}
