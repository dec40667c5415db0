import type { PageModule, PageRoute } from '@songhua/ui/page-route.ts';

export const pages: readonly PageRoute[] = [
  { path: '/emergency', load: () => import('./events-page.tsx'), titleKey: 'emergency:title', uses: ['area'] },
  { path: '/emergency/events/:id', load: () => import('./board-page.tsx'), titleKey: 'emergency:board.title', uses: [] },
  {
    path: '/emergency/events/:id/situation',
    load: () => import('./situation-page.tsx'),
    titleKey: 'emergency:situation.title',
    uses: [],
  },
  {
    path: '/emergency/events/:id/notices/:notice',
    load: () => import('./notice-page.tsx'),
    titleKey: 'emergency:notice.one',
    uses: [],
  },
  { path: '/emergency/received', load: () => import('./received-page.tsx'), titleKey: 'emergency:received.title', uses: [] },
  { path: '/emergency/teams', load: () => import('./teams-page.tsx'), titleKey: 'emergency:teams.title', uses: ['area'] },
  {
    path: '/emergency/supplies',
    load: () => import('./supplies-page.tsx'),
    titleKey: 'emergency:supplies.title',
    uses: ['area'],
    details: [{ path: '/emergency/supplies/:id', load: () => import('./supply-drawer.tsx'), titleKey: 'emergency:supplies.one' }],
  },
  { path: '/emergency/plans', load: () => import('./plans-page.tsx'), titleKey: 'emergency:plans.title', uses: [] },
];

export const reminder: PageModule['reminder'] = { permission: 'emergency.receive', load: () => import('./reminder.tsx') };
