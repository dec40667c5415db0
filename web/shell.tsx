import { ChoicesContext } from '@songhua/ui/address.ts';
import { goToSignIn } from '@songhua/ui/api.ts';
import type { AreaNode, ChoiceSource, DateChoices } from '@songhua/ui/page-route.ts';
import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { holds, type Session, SessionContext, type SignedIn } from '@songhua/ui/session.ts';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { noteDeviceOwner } from './device-owner.ts';
import { Layout } from './layout.tsx';
import { areas as allAreas, dates as allDates } from './modules.ts';
import { useKeptSession } from './use-kept-session.ts';

/** The city of an area tree: the one that lies in no other. */
const rootOf = (areas: readonly AreaNode[]): string => areas.find((one) => one.parent === null)?.code ?? '';

function SignedInShell({ session }: { readonly session: SignedIn }) {
  const offered = (source: ChoiceSource | undefined) => (source && holds(session, source.permission) ? source.address : null);
  const areas = useApi<{ items: AreaNode[] }>(offered(allAreas)).data?.items;
  const dates = useApi<{ items: DateChoices[] }>(offered(allDates)).data?.items[0];
  const choices = useMemo(
    () => ({ areas: areas ?? [], dates: dates ?? null, home: session.actor.area ?? rootOf(areas ?? []) }),
    [areas, dates, session.actor.area],
  );
  return (
    <SessionContext value={session}>
      <ChoicesContext value={choices}>
        <Layout />
      </ChoicesContext>
    </SessionContext>
  );
}

/** Everything behind the sign-in: asks who is here, sends strangers to the sign-in page, draws the frame for the others. */
export function Shell() {
  const { t } = useTranslation('web');
  const session = useApi<Session>('/api/session');
  const { kept, stays } = useKeptSession(session);
  const here = session.data?.signedIn ? session.data : kept;
  const stranger = session.data?.signedIn === false;
  const known = session.data && (session.data.signedIn ? session.data.actor.id : null);
  useEffect(() => {
    if (stays) return;
    if (known !== undefined) noteDeviceOwner(known);
    if (stranger) goToSignIn();
  }, [known, stranger, stays]);
  if (here) return <SignedInShell key={here.actor.id} session={here} />;
  return (
    <main className="sh-notice-page" aria-busy={!session.error}>
      {session.error ? (
        <ProblemNotice error={session.error} onRetry={() => void session.refetch()} />
      ) : (
        <p className="sh-quiet">{t('starting')}</p>
      )}
    </main>
  );
}
