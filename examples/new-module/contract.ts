import { z } from 'zod';

/** What leaves the noticeboard (公告栏): to its page and to other modules. */

export const notice = z.object({
  id: z.uuid(),
  title: z.string(),
  body: z.string(),
  /** Last day on which it hangs, in Beijing time. */
  until: z.iso.date(),
  postedBy: z.string(),
  postedAt: z.iso.datetime(),
});

export const noticeList = z.object({ total: z.number().int(), items: z.array(notice) });

export const noticeDraft = z.object({
  title: z.string().trim().min(1).max(80),
  body: z.string().trim().min(1).max(2000),
  until: z.iso.date(),
});

/** Payload of `notices.notice-posted`. */
export const noticePosted = notice.pick({ id: true });

export type Notice = z.infer<typeof notice>;
export type NoticeList = z.infer<typeof noticeList>;
export type NoticeDraft = z.infer<typeof noticeDraft>;
