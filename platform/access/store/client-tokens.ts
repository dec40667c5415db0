import type { Tx } from '@songhua/kernel';
import { webClientId } from '../provider-scopes.ts';
import { hashedToken } from './oidc-adapter.ts';

/** What a program could use at this moment: tokens of a kind, and how many people let it act for them. */
export async function countClientTokens(
  tx: Tx,
  id: string,
  now: Date,
): Promise<{ readonly access: number; readonly refresh: number; readonly people: number }> {
  const [row] = await tx.query<{ access: number; refresh: number; people: number }>(
    `select count(*) filter (where kind in ('AccessToken', 'ClientCredentials'))::int as access,
            count(*) filter (where kind = 'RefreshToken' and consumed_at is null)::int as refresh,
            count(distinct payload->>'accountId') filter (where kind = 'Grant')::int as people
       from access.oidc where payload->>'clientId' = $1 and (expires_at is null or expires_at > $2)`,
    [id, now],
  );
  return row ?? { access: 0, refresh: 0, people: 0 };
}

/** Notes that a program got a token, to the minute: many at once write its row once; and by which grant of a user. */
export async function noteClientUse(tx: Tx, id: string, grant: string | undefined, now: Date): Promise<void> {
  await tx.query(
    `update access.client set last_used_at = $2
      where id = $1 and (last_used_at is null or last_used_at < $2::timestamptz - interval '1 minute')`,
    [id, now],
  );
  if (grant) await tx.query('update access.grant_context set used_at = $2 where grant_id = $1', [hashedToken(grant), now]);
}

/** An app that somebody lets act for them, by one consent or several. */
export interface OwnApp {
  readonly client: string;
  readonly name: string;
  readonly scopes: readonly string[];
  /** `Patient/…` in view of a consent; none where it was about no patient. */
  readonly patients: readonly string[];
  readonly since: Date;
  readonly lastUsedAt: Date | null;
  /** No consent is good for longer. */
  readonly until: Date | null;
}

interface Grant {
  readonly client: string;
  readonly name: string;
  readonly payload: {
    readonly openid?: { readonly scope?: string };
    readonly resources?: Readonly<Record<string, string>>;
    readonly rejected?: { readonly openid?: { readonly scope?: string }; readonly resources?: Readonly<Record<string, string>> };
  };
  readonly patient: string | null;
  readonly since: Date;
  readonly usedAt: Date | null;
  readonly until: Date | null;
}

const words = (text: string | undefined): readonly string[] => (text ?? '').split(' ').filter((word) => word !== '');

/** What a grant lets the app do: scopes given and not refused. */
function scopesIn({ payload: { openid, resources = {}, rejected } }: Grant): readonly string[] {
  const refused = new Set([rejected?.openid?.scope, ...Object.values(rejected?.resources ?? {})].flatMap(words));
  return [openid?.scope, ...Object.values(resources)].flatMap(words).filter((scope) => !refused.has(scope));
}

const latest = (dates: readonly (Date | null)[]): Date | null =>
  dates.reduce((one, other) => (one === null || (other !== null && other > one) ? other : one), null);

/** The apps that may act for somebody at this moment, the latest consent first. */
export async function listOwnApps(tx: Tx, account: string, now: Date): Promise<readonly OwnApp[]> {
  const grants = await tx.query<Grant>(
    `select o.payload->>'clientId' as client, coalesce(c.name, o.payload->>'clientId') as name, o.payload, g.patient,
            coalesce(g.made_at, to_timestamp((o.payload->>'iat')::bigint)) as since, g.used_at as "usedAt", o.expires_at as until
       from access.oidc o left join access.grant_context g on g.grant_id = o.id left join access.client c on c.id = o.payload->>'clientId'
      where o.kind = 'Grant' and o.payload->>'accountId' = $1 and o.payload->>'clientId' <> $2
        and (o.expires_at is null or o.expires_at > $3)
      order by since desc, o.id`,
    [account, webClientId, now],
  );
  return [...Map.groupBy(grants, ({ client }) => client).values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    return [
      {
        client: first.client,
        name: first.name,
        scopes: [...new Set(own.flatMap(scopesIn))],
        patients: [...new Set(own.flatMap(({ patient }) => patient ?? []))],
        since: (own.at(-1) ?? first).since,
        lastUsedAt: latest(own.map(({ usedAt }) => usedAt)),
        until: latest(own.map(({ until }) => until)),
      },
    ];
  });
}

/** Takes from an app all that somebody let it do; false when it was nothing. */
export async function endOwnApp(tx: Tx, account: string, client: string): Promise<boolean> {
  const ended = await tx.query(
    `delete from access.oidc where payload->>'accountId' = $1 and payload->>'clientId' = $2 and $2 <> $3 returning id`,
    [account, client, webClientId],
  );
  await tx.query('delete from access.grant_context where account = $1 and client = $2', [account, client]);
  return ended.length > 0;
}
