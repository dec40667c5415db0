import type { ApiProblem } from '@songhua/ui/api.ts';
import type { Session, SignedIn } from '@songhua/ui/session.ts';
import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { matchPath, useLocation } from 'react-router';
import { deviceOwner } from './device-owner.ts';
import { devices, pages } from './modules.ts';

const offlinePaths = pages.filter(({ offline }) => offline).map(({ path }) => path);

/** A server that says nothing for so long is not there, ms. */
const patience = 4000;

/** The session that a page for places without a connection goes on with, while the server cannot be asked. It opens nothing on the server. */
export function useKeptSession({ data, failureReason, fetchStatus }: UseQueryResult<Session, ApiProblem>): SignedIn | null {
  const { pathname } = useLocation();
  const [kept, setKept] = useState<SignedIn | null>(null);
  const [late, setLate] = useState(false);
  const isOffline = offlinePaths.some((path) => matchPath(path, pathname));
  const isLost = data === undefined && (late || fetchStatus === 'paused' || failureReason?.status === 0);
  useEffect(() => {
    if (data !== undefined || !isOffline) return;
    const timer = setTimeout(() => setLate(true), patience);
    return () => clearTimeout(timer);
  }, [data, isOffline]);
  useEffect(() => {
    const owner = deviceOwner();
    if (!isLost || !isOffline || owner === null) return;
    let alive = true;
    const look = async () => {
      for (const device of devices) {
        const session = await (await device()).lastSession(owner);
        if (session && alive) return setKept(session);
      }
    };
    // A device that gives nothing back: the page says that the server is not reached.
    look().catch(() => {});
    return () => {
      alive = false;
    };
  }, [isLost, isOffline]);
  if (!isLost || !isOffline || !kept) return null;
  return { ...kept, menu: kept.menu.filter(({ path }) => offlinePaths.some((one) => one === path)) };
}
