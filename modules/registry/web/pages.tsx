import type { ChoiceSource, PageRoute } from '@songhua/ui/page-route.ts';

export const pages: readonly PageRoute[] = [
  {
    path: '/registry/institutions',
    load: () => import('./institutions-page.tsx'),
    titleKey: 'registry:institutions.title',
    uses: ['area'],
    details: [
      {
        path: '/registry/institutions/:id',
        load: () => import('./institution-page.tsx'),
        titleKey: 'registry:institution.title',
      },
    ],
  },
  {
    path: '/registry/services',
    load: () => import('./services-page.tsx'),
    titleKey: 'registry:services.title',
    uses: ['area'],
  },
  {
    path: '/registry/areas',
    load: () => import('./areas-page.tsx'),
    titleKey: 'registry:area.title',
    uses: [],
    details: [{ path: '/registry/areas/:code', load: () => import('./area-page.tsx'), titleKey: 'registry:area.title' }],
  },
  {
    path: '/registry/reconciliation',
    load: () => import('./reconciliation-page.tsx'),
    titleKey: 'registry:reconciliation.title',
    uses: ['area'],
  },
];

/** The area tree for the choice in the top bar. */
export const areas: ChoiceSource = { address: '/api/registry/areas', permission: 'registry.read' };
