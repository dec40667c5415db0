import type { PageModule, PageRoute } from '@songhua/ui/page-route.ts';

export const pages: readonly PageRoute[] = [
  {
    path: '/reporting/cards',
    load: () => import('./cards-page.tsx'),
    titleKey: 'reporting:cards.title',
    uses: [],
    details: [
      { path: '/reporting/cards/new', load: () => import('./new-card-page.tsx'), titleKey: 'reporting:form.new' },
      { path: '/reporting/cards/:id', load: () => import('./card-page.tsx'), titleKey: 'reporting:cards.one' },
    ],
  },
  {
    path: '/reporting/timeliness',
    load: () => import('./timeliness-page.tsx'),
    titleKey: 'reporting:timeliness.title',
    uses: [],
  },
  { path: '/reporting/desk', load: () => import('./desk-page.tsx'), titleKey: 'reporting:desk.title', uses: [] },
  { path: '/reporting/settings', load: () => import('./settings-page.tsx'), titleKey: 'reporting:settings.title', uses: [] },
  { path: '/reporting/zero', load: () => import('./zero-page.tsx'), titleKey: 'reporting:zero.title', uses: [] },
];

export const reminder: PageModule['reminder'] = { permission: 'reporting.report', load: () => import('./reminder.tsx') };
