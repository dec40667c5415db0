import type { ChoiceSource, PageModule, PageRoute } from '@songhua/ui/page-route.ts';

// A module's pages appear because its folder is there; nothing here names one.
const found = import.meta.glob<PageModule>('../modules/*/web/pages.tsx', { eager: true });
const modules = Object.entries(found)
  .sort(([a], [b]) => a.localeCompare(b))
  .map(([, module]) => module);

export const pages: readonly PageRoute[] = modules.flatMap((one) => one.pages);
export const areas: ChoiceSource | undefined = modules.find((one) => one.areas)?.areas;
export const dates: ChoiceSource | undefined = modules.find((one) => one.dates)?.dates;
/** What modules keep on this device. */
export const devices = modules.flatMap(({ onDevice }) => onDevice ?? []);
/** What modules remind of on the first page. */
export const reminders = modules.flatMap(({ reminder }) => reminder ?? []);
