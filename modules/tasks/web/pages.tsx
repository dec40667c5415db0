import type { PageRoute } from '@songhua/ui/page-route.ts';

export const pages: readonly PageRoute[] = [
  {
    path: '/tasks',
    load: () => import('./tasks-page.tsx'),
    titleKey: 'tasks:title',
    uses: ['area'],
    details: [{ path: '/tasks/:id', load: () => import('./task-page.tsx'), titleKey: 'tasks:task.title' }],
  },
];
