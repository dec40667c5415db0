import { type Actor, ok, refuse, route, type Tx } from '@songhua/kernel';
import { type Typed, typed, typedInput, typedParams } from '../contract.ts';
import { sees } from '../domain/decide-sight.ts';
import { findCards } from '../store/cards.ts';
import { dropTyped, putTyped, readTyped } from '../store/typed.ts';
import { loadView, reportsByLaw } from './load-sight.ts';

/** What one has typed oneself and not kept yet; nobody else is told of it. */
const common = {
  path: '/api/reporting/typed/:card',
  permission: 'reporting.report',
  people: reportsByLaw,
  params: typedParams,
  response: typed,
} as const;

async function seesCard(tx: Tx, actor: Actor, id: string): Promise<boolean> {
  const { sight } = await loadView(tx, actor);
  const [card] = await findCards(tx, [id]);
  return card !== undefined && sees(sight, card);
}

async function say(tx: Tx, account: string, card: string): Promise<Typed> {
  const found = await readTyped(tx, account, card);
  return { said: found?.said ?? null, version: found?.version ?? null, at: found?.at.toISOString() ?? null };
}

export const readTypedCard = route({
  ...common,
  method: 'GET',
  summary: { zh: '自己填写中、尚未保存的报告卡内容', en: 'What one has typed into a card and not kept yet' },
  handle: async ({ tx, actor, params: { card } }) => ok(await say(tx, actor.id, card)),
});

export const keepTypedCard = route({
  ...common,
  method: 'PUT',
  summary: {
    zh: '暂存填写中的内容（自动）；空内容即清除',
    en: 'Keep what is being typed, as the page does by itself; nothing said lets go of it',
  },
  body: typedInput,
  handle: async ({ tx, actor, now, params: { card }, body: { said, version } }) => {
    if (card !== 'new' && !(await seesCard(tx, actor, card))) return refuse('reporting.unknown-card');
    if (said === null) await dropTyped(tx, actor.id, card);
    else await putTyped(tx, actor.id, card, { said, version, now });
    return ok(await say(tx, actor.id, card));
  },
});
