import { holds, useSession } from '@songhua/ui/session.ts';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useLocation } from 'react-router';
import { reminders } from './modules.ts';

const drawn = reminders.map(({ permission, load }) => ({ permission, Reminder: lazy(load) }));

/** After the page itself has come, ms: whoever opens a record waits for nothing else. */
const later = 800;

/** On the first page of somebody, whichever that is: what waits for them today. */
export function Reminders() {
  const session = useSession();
  const { pathname } = useLocation();
  const [asks, setAsks] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setAsks(true), later);
    return () => clearTimeout(timer);
  }, []);
  const home = session.menu.find((one) => one.home)?.path ?? '/';
  if (!asks || pathname !== home) return null;
  return (
    <Suspense fallback={null}>
      {drawn
        .filter(({ permission }) => holds(session, permission))
        .map(({ permission, Reminder }) => (
          <Reminder key={permission} />
        ))}
    </Suspense>
  );
}
