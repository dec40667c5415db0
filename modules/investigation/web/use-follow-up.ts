import { ApiProblem, request } from '@songhua/ui/api.ts';
import { useSession } from '@songhua/ui/session.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ErrandList, VisitAnswer, VisitDraft } from '../contract.ts';
import { type Kept, readKept, writeKept } from './device-store.ts';

const path = '/api/investigation/follow-up';
/** How often the server is looked for while forms wait, ms. */
const tryEvery = 15_000;

/**
 * One's list of the day and the forms that wait. A form is kept on the device before it is sent, is sent when the server is there, and leaves the
 * device only when the server has said what became of it; its id makes that a second sending writes nothing.
 */
export function useFollowUp() {
  const owner = useSession().actor.id;
  const language = useLanguage();
  const [kept, setKept] = useState<Kept | null>(null);
  const [offline, setOffline] = useState(false);
  const [trouble, setTrouble] = useState<readonly (VisitAnswer & { readonly contact: string })[]>([]);
  const latest = useRef<Kept | null>(null);
  const sending = useRef(false);

  const keep = useCallback(async (change: (now: Kept) => Kept) => {
    if (!latest.current) return;
    latest.current = change(latest.current);
    setKept(latest.current);
    await writeKept(latest.current);
  }, []);

  const sync = useCallback(async () => {
    if (sending.current || !latest.current) return;
    sending.current = true;
    try {
      const { forms } = latest.current;
      if (forms.length > 0) {
        const { items } = await request<{ items: VisitAnswer[] }>(path, { method: 'POST', language, body: { visits: forms } });
        const answered = new Set(items.map(({ id }) => id));
        const contactOf = new Map(forms.map(({ id, contact }) => [id, contact]));
        const bad = items.filter(({ became }) => became === 'conflict' || became === 'refused');
        setTrouble((now) => [...now, ...bad.map((one) => ({ ...one, contact: contactOf.get(one.id) ?? '' }))]);
        await keep((now) => ({ ...now, forms: now.forms.filter(({ id }) => !answered.has(id)) }));
      }
      const list = await request<ErrandList>(path, { language });
      await keep((now) => ({ ...now, list }));
      setOffline(false);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      setOffline(true);
    } finally {
      sending.current = false;
    }
  }, [keep, language]);

  useEffect(() => {
    let alive = true;
    void readKept(owner).then((found) => {
      if (!alive) return;
      latest.current = found;
      setKept(found);
      void sync();
    });
    const again = () => void sync();
    window.addEventListener('online', again);
    const timer = window.setInterval(() => {
      if ((latest.current?.forms.length ?? 0) > 0) void sync();
    }, tryEvery);
    return () => {
      alive = false;
      window.removeEventListener('online', again);
      window.clearInterval(timer);
    };
  }, [owner, sync]);

  const enter = useCallback(
    async (form: VisitDraft) => {
      await keep((now) => ({ ...now, forms: [...now.forms, form] }));
      await sync();
    },
    [keep, sync],
  );
  const signOn = useCallback(async () => {
    await request(`${path}/me`, { method: 'PUT', language, body: {} }).catch(() => setOffline(true));
  }, [language]);
  return { kept, offline, trouble, enter, sync, signOn };
}
