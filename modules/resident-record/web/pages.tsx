import type { PageRoute } from '@songhua/ui/page-route.ts';

export const pages: readonly PageRoute[] = [
  { path: '/patients', load: () => import('./patients-page.tsx'), titleKey: 'resident-record:patients.title', uses: [] },
  {
    path: '/record/:patient',
    load: () => import('./record-page.tsx'),
    titleKey: 'resident-record:record.title',
    uses: [],
    details: [
      {
        path: '/record/:patient/visits/:encounter',
        load: () => import('./visit-drawer.tsx'),
        titleKey: 'resident-record:visit.title',
      },
      {
        path: '/record/:patient/entries/:type/:id',
        load: () => import('./entry-drawer.tsx'),
        titleKey: 'resident-record:entry.title',
      },
    ],
  },
  {
    path: '/my-record',
    load: () => import('./mine-page.tsx'),
    titleKey: 'resident-record:mine.title',
    uses: [],
    details: [
      {
        path: '/my-record/visits/:encounter',
        load: () => import('./mine-visit.tsx'),
        titleKey: 'resident-record:visit.title',
      },
      {
        path: '/my-record/entries/:type/:id',
        load: () => import('./mine-entry.tsx'),
        titleKey: 'resident-record:entry.title',
      },
    ],
  },
];
