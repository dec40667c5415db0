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
  { path: '/surveillance/detect', load: () => import('./detect-page.tsx'), titleKey: 'surveillance:detect.title', uses: [] },
];
