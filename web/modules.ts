import type { PageModule, PageRoute } from '@songhua/ui/page-route.ts';

// A module's pages appear because its folder is there; nothing here names one.
const found = import.meta.glob<PageModule>('../modules/*/web/pages.tsx', { eager: true });
const modules = Object.entries(found)
  .sort(([a], [b]) => a.localeCompare(b))
  .map(([, module]) => module);

export const pages: readonly PageRoute[] = modules.flatMap((one) => one.pages);
export const areasAddress: string | null = modules.find((one) => one.areas)?.areas ?? null;
export const datesAddress: string | null = modules.find((one) => one.dates)?.dates ?? null;
