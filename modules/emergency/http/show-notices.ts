import type { Text, Tx } from '@songhua/kernel';
import { institutionsOfArea } from '@songhua/module-registry/api.ts';
import type { Notice } from '../contract.ts';
import { departmentWords } from '../domain/situation-words.ts';
import { listNotices } from '../store/notices.ts';
import type { Surroundings } from './load-surroundings.ts';

type Named = (one: { readonly kind: 'department' | 'institution'; readonly code: string }) => Text;

const words: Readonly<Record<string, Text>> = departmentWords;

/** Names of departments and of the city's institutions; one that is not listed any more is called by its id. */
export async function recipientNames({ areas }: Pick<Surroundings, 'areas'>, tx: Tx): Promise<Named> {
  const city = areas.find(({ level }) => level === 'city');
  const known = new Map((city ? await institutionsOfArea(tx, city.code) : []).map(({ id, name }) => [id, name]));
  return ({ kind, code }) => {
    if (kind === 'department') return words[code] ?? { zh: code, en: code };
    const name = known.get(code) ?? code;
    return { zh: name, en: name };
  };
}

/** The notices of an event with whom they went to, by name. */
export async function loadNotices(tx: Tx, around: Surroundings, event: string): Promise<Notice[]> {
  const stored = await listNotices(tx, event);
  const toInstitution = stored.some(({ to }) => to.some(({ kind }) => kind === 'institution'));
  const nameOf = await recipientNames({ areas: toInstitution ? around.areas : [] }, tx);
  return stored.map((one) => ({ ...one, to: one.to.map((each) => ({ ...each, name: nameOf(each) })) }));
}
