import { type ComponentType, lazy, useState } from 'react';

type Load = () => Promise<{ readonly default: ComponentType }>;

/** The code of a page: what draws it once it is there, and what waits for it until then. */
export interface PageCode {
  known: ComponentType | null;
  readonly Later: ComponentType;
  /** Fetches it; settles when it is there. */
  readonly fetch: () => Promise<unknown>;
}

export function pageCode(load: Load): PageCode {
  const fetch = async () => {
    const module = await load();
    code.known = module.default;
    return module;
  };
  const code: PageCode = { known: null, Later: lazy(fetch), fetch };
  return code;
}

/**
 * A page whose code comes when it is first needed, and which is drawn at once where it is there already. `lazy` alone would draw its fallback
 * first even then, and React keeps a fallback that was drawn for at least 300 ms.
 */
export function ReadyPage({ code }: { readonly code: PageCode }) {
  // Which of the two draws it stays as it was when it was mounted: a change would mount the page anew.
  const [Drawn] = useState<ComponentType>(() => code.known ?? code.Later);
  return <Drawn />;
}
