import { ok, refuse, route } from '@songhua/kernel';
import { cardDetail, cardParams, similarCards } from '../contract.ts';
import { sees } from '../domain/decide-sight.ts';
import { whySimilar } from '../domain/find-similar.ts';
import { cardsLike, findCards } from '../store/cards.ts';
import { loadView, reportsByLaw } from './load-sight.ts';
import { namesOf, sayCard, sayItem } from './say-card.ts';

export const readCard = route({
  method: 'GET',
  path: '/api/reporting/cards/:id',
  summary: { zh: '一张报告卡及其经过', en: 'One card with its history' },
  permission: 'reporting.read',
  people: reportsByLaw,
  params: cardParams,
  response: cardDetail,
  handle: async ({ tx, records, actor, now, params: { id } }) => {
    const view = await loadView(tx, actor);
    const [card] = await findCards(tx, [id]);
    if (!card || !sees(view.sight, card)) return refuse('reporting.unknown-card');
    return ok(await sayCard(tx, records, { card, view, actor, now }));
  },
});

/** More cards of one name and disease than this are not looked at. */
const mostLike = 200;

export const findSimilar = route({
  method: 'GET',
  path: '/api/reporting/cards/:id/similar',
  summary: { zh: '可能是重卡的报告卡', en: 'Cards that may be duplicates of this one' },
  permission: 'reporting.read',
  people: reportsByLaw,
  params: cardParams,
  response: similarCards,
  handle: async ({ tx, records, actor, now, params: { id } }) => {
    const { sight } = await loadView(tx, actor);
    const [card] = await findCards(tx, [id]);
    if (!card || !sees(sight, card)) return refuse('reporting.unknown-card');
    const { patient } = card.fields;
    const like = await cardsLike(tx, { ...card.fields, patients: patient ? [patient] : [] }, mostLike);
    const similar = like
      .filter((one) => one.id !== id && !['dismissed', 'duplicate', 'deleted'].includes(one.state) && sees(sight, one))
      .map((one) => ({ one, because: [...whySimilar(card.fields, one.fields)] }))
      .filter(({ because }) => because.length > 0);
    const names = await namesOf(
      tx,
      records,
      similar.map(({ one }) => one),
    );
    return ok({ items: similar.map(({ one, because }) => ({ ...sayItem(one, names, now), because })) });
  },
});
