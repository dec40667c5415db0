/** A doctor who signs in as people do and stands in a treating relation to the patients of the bench. */
import { withTx } from '@songhua/kernel';
import { stakeWriter } from '@songhua/records';
import type { House, Running } from './house.ts';

const holder = 'Organization/bench';
const [username, password] = ['doctor', 'songhua-doctor'];

/** Gives the demonstration's doctor an institution. */
async function employ({ pool }: House): Promise<void> {
  await pool.query(
    `insert into access.membership (account, organization, roles, since)
     select id, $1, '{doctor}', now() from access.account where username = $2 on conflict do nothing`,
    [holder, username],
  );
}

/** The doctor's institution treats these patients; beside it three others stand in a relation to each, among whom it is to be found. */
export async function treat({ pool }: House, patients: readonly string[]): Promise<void> {
  const rows = (names: readonly string[], relation: 'treating' | 'responsible') =>
    patients.flatMap((patient) => names.map((one) => ({ patient, relation, holder: one })));
  await withTx(pool, 'write', async (tx) => {
    await stakeWriter.putStakes(tx, [{ source: 'Encounter/bench', rows: rows([holder], 'treating') }]);
    await stakeWriter.putStakes(tx, [{ source: 'Encounter/others', rows: rows(['o1', 'o2', 'o3'], 'responsible') }]);
  });
}

/** Cookies as a browser keeps them, and one way to ask with them. */
function browser(address: string) {
  const cookies = new Map<string, string>();
  return async (place: string, body?: object): Promise<{ location: string; answer: Response; cookies: Map<string, string> }> => {
    const { pathname, search } = new URL(place, address);
    const answer = await fetch(address + pathname + search, {
      redirect: 'manual',
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        'x-songhua': '1',
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    return { location: answer.headers.get('location') ?? '', answer, cookies };
  };
}

/** A token of the doctor's page, by the whole way that a browser goes. */
export async function signInAsDoctor(house: House, { address }: Running): Promise<string> {
  await employ(house);
  const go = browser(address);
  const start = await go('/session/start');
  const form = await go(start.location);
  const sent = await go(form.location, { username, password });
  const { returnTo } = (await sent.answer.json()) as { returnTo: string };
  const resumed = await go(returnTo);
  const { cookies } = await go(resumed.location);
  const token = cookies.get('songhua_session');
  if (!token) throw new Error('the doctor was not let in');
  return decodeURIComponent(token);
}
