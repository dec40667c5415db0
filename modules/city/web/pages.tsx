import type { PageRoute } from '@songhua/ui/page-route.ts';

export const pages: readonly PageRoute[] = [
  { path: '/administration/city', titleKey: 'city:title', load: () => import('./city-page.tsx') },
];
