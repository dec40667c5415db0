import type { PageRoute } from '@songhua/ui/page-route.ts';

/** Pages of detection and warnings. */
export const detectionPages: readonly PageRoute[] = [
  {
    path: '/surveillance/warnings',
    load: () => import('./warnings-page.tsx'),
    titleKey: 'surveillance:warning.title',
    uses: ['area'],
  },
  {
    path: '/surveillance/warnings/:id',
    load: () => import('./warning-page.tsx'),
    titleKey: 'surveillance:warning.one',
    uses: [],
  },
  {
    path: '/surveillance/warnings/:id/products/:kind',
    load: () => import('./warning-product-page.tsx'),
    titleKey: 'surveillance:warning.products',
    uses: [],
  },
  {
    path: '/surveillance/series',
    load: () => import('./series-page.tsx'),
    titleKey: 'surveillance:series.title',
    uses: ['area'],
  },
  {
    path: '/surveillance/settings',
    load: () => import('./settings-page.tsx'),
    titleKey: 'surveillance:settings.title',
    uses: [],
  },
  {
    path: '/surveillance/series/files',
    load: () => import('./count-files-page.tsx'),
    titleKey: 'surveillance:counts.title',
    uses: [],
  },
  { path: '/surveillance/detect', load: () => import('./detect-page.tsx'), titleKey: 'surveillance:detect.title', uses: [] },
];
