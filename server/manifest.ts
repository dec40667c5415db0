import type { ModuleManifest } from '@songhua/kernel';

/** What the server itself asks a permission for. Its own routes and why they are open: http/open-routes.ts. */
export const serverManifest: ModuleManifest = {
  id: 'server',
  title: { zh: '系统运行', en: 'Operation' },
  permissions: [{ code: 'server.metrics', title: { zh: '读取运行指标', en: 'Read metrics' }, roles: ['administrator'] }],
  routes: [],
  problems: {},
  menu: [],
};
