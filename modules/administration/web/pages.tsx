import type { PageRoute } from '@songhua/ui/page-route.ts';

export const pages: readonly PageRoute[] = [
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
