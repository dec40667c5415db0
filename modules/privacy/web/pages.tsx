import type { PageRoute } from '@songhua/ui/page-route.ts';

export const pages: readonly PageRoute[] = [
  { path: '/privacy/policies', load: () => import('./policies-page.tsx'), titleKey: 'privacy:policies.title', uses: [] },
  { path: '/privacy/explain', load: () => import('./explain-page.tsx'), titleKey: 'privacy:explain.title', uses: [] },
  { path: '/privacy/consents', load: () => import('./consents-page.tsx'), titleKey: 'privacy:consents.title', uses: [] },
  { path: '/privacy/emergency', load: () => import('./emergency-page.tsx'), titleKey: 'privacy:emergency.title', uses: [] },
  { path: '/privacy/reviews', load: () => import('./reviews-page.tsx'), titleKey: 'privacy:reviews.title', uses: [] },
  { path: '/my-record/consents', load: () => import('./own-consents-page.tsx'), titleKey: 'privacy:mine.title', uses: [] },
];
