import type { PageRoute } from '@songhua/ui/page-route.ts';

export const pages: readonly PageRoute[] = [
  { path: '/surge', load: () => import('./city-page.tsx'), titleKey: 'surge:title', uses: [] },
  { path: '/surge/forecast', load: () => import('./forecasts-page.tsx'), titleKey: 'surge:forecast.title', uses: [] },
  { path: '/surge/forecast/:id', load: () => import('./forecast-page.tsx'), titleKey: 'surge:forecast.one', uses: [] },
  { path: '/surge/continuity', load: () => import('./continuity-page.tsx'), titleKey: 'surge:continuity.title', uses: [] },
  { path: '/surge/own', load: () => import('./own-page.tsx'), titleKey: 'surge:own.title', uses: [] },
  { path: '/surge/:institution', load: () => import('./facility-page.tsx'), titleKey: 'surge:facility.title', uses: [] },
];
