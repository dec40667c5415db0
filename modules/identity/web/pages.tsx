import type { PageRoute } from '@songhua/ui/page-route.ts';

export const pages: readonly PageRoute[] = [
  {
    path: '/identity/reviews',
    load: () => import('./reviews-page.tsx'),
    titleKey: 'identity:reviews.title',
    uses: [],
    details: [{ path: '/identity/reviews/:id', load: () => import('./review-page.tsx'), titleKey: 'identity:reviews.title' }],
  },
  {
    path: '/identity/people',
    load: () => import('./people-page.tsx'),
    titleKey: 'identity:people.title',
    uses: [],
    details: [{ path: '/identity/people/:patient', load: () => import('./person-page.tsx'), titleKey: 'identity:people.one' }],
  },
  { path: '/identity/register', load: () => import('./register-page.tsx'), titleKey: 'identity:register.title', uses: [] },
  { path: '/identity/decisions', load: () => import('./decisions-page.tsx'), titleKey: 'identity:decisions.title', uses: [] },
  { path: '/identity/model', load: () => import('./model-page.tsx'), titleKey: 'identity:model.title', uses: [] },
];
