import type { ModuleManifest } from '@songhua/kernel';
import { readHealth, readHealthHistory } from './http/health-routes.ts';

/** The health of the installation announces itself as a module does. */
export const healthManifest: ModuleManifest = {
  id: 'health',
  title: { zh: '系统运行状况', en: 'Health of the installation' },
  permissions: [
    {
      code: 'health.read',
      title: { zh: '查看系统运行状况', en: 'See the health of the installation' },
      roles: ['administrator'],
    },
  ],
  routes: [readHealth, readHealthHistory],
  problems: {},
  menu: [
    {
      path: '/administration/health',
      title: { zh: '系统运行状况', en: 'Health' },
      summary: {
        zh: '数据库、备份、审计、磁盘是否正常，该做什么',
        en: 'Whether database, backups, audit log and disks are well, and what to do',
      },
      permission: 'health.read',
      order: 89,
      icon: 'health',
    },
  ],
};
