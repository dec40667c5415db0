import type { OnDevice, PageModule, PageRoute } from '@songhua/ui/page-route.ts';

export const onDevice = async (): Promise<OnDevice> => (await import('./on-device.ts')).onDevice;

export const reminder: PageModule['reminder'] = {
  permission: 'investigation.follow-up',
  load: () => import('./reminder.tsx'),
};

export const pages: readonly PageRoute[] = [
  { path: '/investigation', load: () => import('./outbreaks-page.tsx'), titleKey: 'investigation:title', uses: ['area'] },
  {
    path: '/investigation/follow-up',
    load: () => import('./follow-up-page.tsx'),
    titleKey: 'investigation:follow.title',
    uses: [],
    offline: true,
  },
  {
    path: '/investigation/outbreaks/:id',
    load: () => import('./outbreak-page.tsx'),
    titleKey: 'investigation:one',
    uses: [],
    details: [
      {
        path: '/investigation/outbreaks/:id/cases/:person',
        load: () => import('./case-drawer.tsx'),
        titleKey: 'investigation:case.one',
      },
    ],
  },
  {
    path: '/investigation/outbreaks/:id/enter',
    load: () => import('./enter-page.tsx'),
    titleKey: 'investigation:enter.title',
    uses: [],
  },
];
