import type { ModuleManifest } from '@songhua/kernel';
import { listNotices } from './http/list-notices.ts';
import { postNotice } from './http/post-notice.ts';

export const module: ModuleManifest = {
  id: 'notices',
  title: { zh: '公告栏', en: 'Noticeboard' },
  permissions: [
    { code: 'notices.read', title: { zh: '查看公告', en: 'Read notices' }, roles: ['planner', 'administrator', 'viewer'] },
    { code: 'notices.post', title: { zh: '张贴公告', en: 'Post notices' }, roles: ['planner'] },
  ],
  routes: [listNotices, postNotice],
  problems: {
    'notices.already-over': {
      status: 422,
      zh: '公告的截止日期 {until} 早于今天（{today}），请改为今天或以后的日期。',
      en: 'The notice would end on {until}, before today ({today}); choose today or a later day.',
    },
  },
  menu: [
    {
      path: '/notices',
      title: { zh: '公告栏', en: 'Noticeboard' },
      permission: 'notices.read',
      order: 900,
      icon: 'notification',
    },
  ],
  events: [{ type: 'notices.notice-posted', permission: 'notices.read' }],
};
