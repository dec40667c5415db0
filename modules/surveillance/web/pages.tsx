import type { PageRoute } from '@songhua/ui/page-route.ts';
import { detectionPages } from './detection-pages.tsx';

export const pages: readonly PageRoute[] = [
  {
    path: '/surveillance',
    load: () => import('./board-page.tsx'),
    titleKey: 'surveillance:board.title',
    uses: ['area'],
    details: [
      { path: '/surveillance/signals/:id', load: () => import('./signal-drawer.tsx'), titleKey: 'surveillance:signal.one' },
    ],
  },
  { path: '/surveillance/report', load: () => import('./report-page.tsx'), titleKey: 'surveillance:report.title', uses: [] },
  {
    path: '/surveillance/sentinels',
    load: () => import('./sentinels-page.tsx'),
    titleKey: 'surveillance:sentinel.title',
    uses: ['area'],
    details: [
      {
        path: '/surveillance/sentinels/:id',
        load: () => import('./sentinel-drawer.tsx'),
        titleKey: 'surveillance:sentinel.one',
      },
    ],
  },
  {
    path: '/surveillance/figures',
    load: () => import('./figures-page.tsx'),
    titleKey: 'surveillance:figures.title',
    uses: ['area'],
  },
  ...detectionPages,
];
