import { ApiProblem, request } from '@songhua/ui/api.ts';
import { useSession } from '@songhua/ui/session.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ErrandList, VisitDraft } from '../contract.ts';
import { dropForms, type KeptForm, readForms, readList, writeForm, writeList } from './device-store.ts';
import { assureOwner, followUpPath, isLine, SignedOut, sendForms } from './send-forms.ts';

/** How often the server is looked for while forms wait or the line is gone, ms. */
const tryEvery = 15_000;

export type Line = 'up' | 'offline' | 'signed-out' | 'refused';

/** One's list of the day and the forms that wait, as they stand on the device; what is typed is kept there before it is sent. */
export function useFollowUp() {
  const session = useSession();
  const owner = session.actor.id;
  const language = useLanguage();
  const [list, setList] = useState<ErrandList | null>(null);
  const [forms, setForms] = useState<readonly KeptForm[]>([]);
  const [line, setLine] = useState<Line>('up');
  /** The device refuses to keep anything: nothing may be typed that would be lost. */
  const [forgets, setForgets] = useState(false);
  const sending = useRef(false);
  const idle = useRef(true);

  const readDevice = useCallback(async () => {
    const found = await readForms(owner);
    idle.current = found.every(({ answer }) => answer !== null);
    setForms(found);
  }, [owner]);

  const sync = useCallback(async () => {
    if (sending.current) return;
    sending.current = true;
    try {
      await sendForms(owner, language);
      await assureOwner(owner, language);
      const fresh = await request<ErrandList>(followUpPath, { language });
      setList(fresh);
      setLine('up');
      await writeList({ owner, session, list: fresh });
    } catch (error) {
      if (error instanceof SignedOut || (error instanceof ApiProblem && error.status === 401)) setLine('signed-out');
      else if (isLine(error)) setLine('offline');
      else if (error instanceof ApiProblem) setLine('refused');
      else setForgets(true);
    } finally {
      sending.current = false;
      await readDevice().catch(() => setForgets(true));
    }
  }, [language, owner, readDevice, session]);

  const lineNow = useRef(line);
  lineNow.current = line;
  const syncNow = useRef(sync);
  syncNow.current = sync;
  useEffect(() => {
    let alive = true;
    const start = async () => {
      const kept = await readList(owner, Date.now());
      if (alive && kept) setList((now) => now ?? kept.list);
      await readDevice();
    };
    void start()
      .catch(() => setForgets(true))
      .then(() => (alive ? syncNow.current() : undefined));
    const again = () => void syncNow.current();
    const seen = () => document.visibilityState === 'visible' && again();
    window.addEventListener('online', again);
    document.addEventListener('visibilitychange', seen);
    const timer = window.setInterval(() => {
      if (!idle.current || lineNow.current === 'offline') again();
    }, tryEvery);
    return () => {
      alive = false;
      window.removeEventListener('online', again);
      document.removeEventListener('visibilitychange', seen);
      window.clearInterval(timer);
    };
  }, [owner, readDevice]);

  const enter = useCallback(
    async (visit: VisitDraft, name: string) => {
      await writeForm({ owner, id: visit.id, name, visit, answer: null }).catch((error: unknown) => {
        setForgets(true);
        throw error;
      });
      await readDevice();
      void syncNow.current();
    },
    [owner, readDevice],
  );
  const drop = useCallback(
    async (id: string) => {
      await dropForms([id]);
      await readDevice();
    },
    [readDevice],
  );
  const signOn = useCallback(async () => {
    await request(`${followUpPath}/me`, { method: 'PUT', language, body: {} }).catch(() => setLine('offline'));
  }, [language]);
  return { list, forms, line, forgets, enter, drop, sync, signOn };
}
