import { append } from '@songhua/events';
import { route } from '@songhua/kernel';
import { notice, noticeDraft } from '../contract.ts';
import { postNotice as decide } from '../domain/post-notice.ts';
import { insertNotice } from '../store/notices.ts';

/** Load (nothing to load here), decide, save: the row and the event are written together or not at all. */
export const postNotice = route({
  method: 'POST',
  path: '/api/notices/notices',
  summary: { zh: '张贴公告', en: 'Post a notice' },
  permission: 'notices.post',
  people: 'none',
  body: noticeDraft,
  response: notice,
  handle: async ({ tx, actor, now, newId, body }) => {
    const decision = decide(body, newId(), actor.name, now);
    if (!decision.ok) return decision;
    await insertNotice(tx, decision.value);
    await append(tx, 'notices.notice-posted', { id: decision.value.id }, now);
    return decision;
  },
});
