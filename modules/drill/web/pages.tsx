import type { PageRoute } from '@songhua/ui/page-route.ts';

export const pages: readonly PageRoute[] = [
  { path: '/drill', load: () => import('./drills-page.tsx'), titleKey: 'drill:title', uses: [] },
  { path: '/drill/runs/:id', load: () => import('./run-page.tsx'), titleKey: 'drill:run.title', uses: [] },
  { path: '/drill/runs/:id/report', load: () => import('./report-page.tsx'), titleKey: 'drill:report.title', uses: [] },
];
