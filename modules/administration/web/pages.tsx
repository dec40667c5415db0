import type { PageRoute } from '@songhua/ui/page-route.ts';

export const pages: readonly PageRoute[] = [
  {
    path: '/administration/accounts',
    load: () => import('./accounts-page.tsx'),
    titleKey: 'administration:accounts.title',
    uses: [],
    details: [
      {
        path: '/administration/accounts/:id',
        load: () => import('./account-page.tsx'),
        titleKey: 'administration:account.title',
      },
    ],
  },
  { path: '/account', load: () => import('./own-account-page.tsx'), titleKey: 'administration:own.title', uses: [] },
  {
    path: '/administration/events',
    load: () => import('./events-page.tsx'),
    titleKey: 'administration:events.title',
    uses: [],
    details: [
      {
        path: '/administration/events/:id',
        load: () => import('./event-page.tsx'),
        titleKey: 'administration:event.title',
      },
    ],
  },
];
