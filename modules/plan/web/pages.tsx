import type { PageRoute } from '@songhua/ui/page-route.ts';

export const pages: readonly PageRoute[] = [
  {
    path: '/',
    load: () => import('./overview-page.tsx'),
    titleKey: 'plan:overview.title',
    uses: ['area', 'date'],
    details: [{ path: '/plan/indicators/:id', load: () => import('./indicator-page.tsx'), titleKey: 'plan:indicator.title' }],
  },
  { path: '/plan/counties', load: () => import('./counties-page.tsx'), titleKey: 'plan:counties.title', uses: ['date'] },
  { path: '/plan/documents', load: () => import('./documents-page.tsx'), titleKey: 'plan:documents.title', uses: [] },
];

/** The plan knows its first and last day and the date of the newest fact. */
export const dates = '/api/plan/plans';
