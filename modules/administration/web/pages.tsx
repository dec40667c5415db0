import type { PageRoute } from '@songhua/ui/page-route.ts';

export const pages: readonly PageRoute[] = [
  {
    path: '/administration/health',
    load: () => import('./health-page.tsx'),
    titleKey: 'administration:health.title',
    uses: [],
  },
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
  {
    path: '/administration/clients',
    load: () => import('./clients-page.tsx'),
    titleKey: 'administration:clients.title',
    uses: [],
    details: [
      {
        path: '/administration/clients/:id',
        load: () => import('./client-page.tsx'),
        titleKey: 'administration:client.title',
      },
    ],
  },
  { path: '/apps', load: () => import('./apps-page.tsx'), titleKey: 'administration:apps.title', uses: [] },
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
  {
    path: '/my-record/accesses',
    load: () => import('./own-accesses-page.tsx'),
    titleKey: 'administration:seen.title',
    uses: [],
  },
  {
    path: '/administration/audit',
    load: () => import('./audit-page.tsx'),
    titleKey: 'administration:audit.title',
    uses: [],
    details: [
      {
        path: '/administration/audit/:id',
        load: () => import('./audit-entry-page.tsx'),
        titleKey: 'administration:audit.title',
      },
    ],
  },
  {
    path: '/administration/anomalies',
    load: () => import('./anomalies-page.tsx'),
    titleKey: 'administration:anomalies.title',
    uses: [],
    details: [
      {
        path: '/administration/anomalies/:id',
        load: () => import('./anomaly-page.tsx'),
        titleKey: 'administration:anomalies.title',
      },
    ],
  },
  {
    path: '/administration/objections',
    load: () => import('./objections-page.tsx'),
    titleKey: 'administration:objections.title',
    uses: [],
    details: [
      {
        path: '/administration/objections/:id',
        load: () => import('./objection-page.tsx'),
        titleKey: 'administration:objections.one',
      },
    ],
  },
];
