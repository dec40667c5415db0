import type { PageRoute } from '@songhua/ui/page-route.ts';

/** Found by glob: the shell adds these pages because this file exists. */
export const pages: readonly PageRoute[] = [
  { path: '/notices', titleKey: 'notices:title', load: () => import('./noticeboard.tsx') },
];
