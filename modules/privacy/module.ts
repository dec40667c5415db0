import type { ModuleManifest } from '@songhua/kernel';

/** Pages alone: what they ask and who may, `platform/access` announces. */
export const module: ModuleManifest = {
  id: 'privacy',
  title: { zh: '隐私保护', en: 'Privacy' },
  permissions: [],
  routes: [],
  problems: {},
  menu: [],
};
