import { ok, route } from '@songhua/kernel';
import { noticeList } from '../contract.ts';
import { dayOf } from '../domain/post-notice.ts';
import { noticesOn } from '../store/notices.ts';

export const listNotices = route({
  method: 'GET',
  path: '/api/notices/notices',
  summary: { zh: '仍在张贴期内的公告', en: 'Notices that still hang' },
  permission: 'notices.read',
  people: 'none',
  response: noticeList,
  handle: async ({ tx, now }) => {
    const items = await noticesOn(tx, dayOf(now));
    return ok({ total: items.length, items });
  },
});
