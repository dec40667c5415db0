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

/**
 * The session that a page for places without a connection goes on with, while the server cannot be asked, or says between two places without one
 * that the session has lapsed. It opens nothing on the server. `stays`: whoever is no longer signed in is not sent away from what they type.
 */
export function useKeptSession({ data, failureReason, fetchStatus }: UseQueryResult<Session, ApiProblem>): {
  readonly kept: SignedIn | null;
  readonly stays: boolean;
} {
  const { pathname } = useLocation();
  const [kept, setKept] = useState<SignedIn | null>(null);
  const [late, setLate] = useState(false);
  const [nothing, setNothing] = useState(false);
  const isOffline = offlinePaths.some((path) => matchPath(path, pathname));
  const isLapsed = data?.signedIn === false;
  const isLost = isLapsed || (data === undefined && (late || fetchStatus === 'paused' || failureReason?.status === 0));
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
      if (alive) setNothing(true);
    };
    // A device that gives nothing back: the page says that the server is not reached.
    look().catch(() => setNothing(true));
    return () => {
      alive = false;
    };
  }, [isLost, isOffline]);
  const stays = isLapsed && isOffline && !nothing && deviceOwner() !== null;
  if (!isLost || !isOffline || !kept) return { kept: null, stays };
  return { kept: { ...kept, menu: kept.menu.filter(({ path }) => offlinePaths.some((one) => one === path)) }, stays };
}
