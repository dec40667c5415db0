import { ok, route } from '@songhua/kernel';
import { mine, mineQuery } from '../contract.ts';
import { assembleRecord } from '../domain/assemble-record.ts';
import { inPlainWords } from '../domain/plain-words.ts';
import { gatherRecord } from '../store/gather-record.ts';
import { looksAt } from '../store/looks.ts';
import { showing } from './show.ts';
import { ownRecord } from './whose-record.ts';

export const readOwn = route({
  method: 'GET',
  path: '/api/resident-record/mine',
  summary: {
    zh: '本人（或所代办居民）的健康档案，附通俗说明',
    en: 'One’s own record in plain words, or that of somebody one acts for',
  },
  permission: 'resident-record.read-own',
  people: 'own',
  transaction: 'search',
  query: mineQuery,
  response: mine,
  handle: async ({ query, ...call }) => {
    const found = await ownRecord(call, query.patient);
    if (!found.ok) return found;
    const { people, whose } = found.value;
    if (!whose) return ok({ people, record: null, words: null });
    const { asking, patients } = whose;
    const gathered = await gatherRecord(asking, patients);
    if (!gathered.ok) return gathered;
    const ids = patients.map(({ id }) => id);
    const looks = await looksAt(asking.tx, asking.actor.id, ids);
    const record = assembleRecord(gathered.value, looks, asking.now);
    return ok(showing({ people, record, words: inPlainWords(record) }, gathered.value));
  },
});
