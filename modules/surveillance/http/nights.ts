import { dayOf } from '@songhua/engine-outbreak/calendar/days.ts';
import { ok, refuse, route } from '@songhua/kernel';
import { type NightOrdered, nightOrder, nightOrdered, nightOrderParams, nightsAndSettings } from '../contract.ts';
import { dayInBeijing } from '../domain/beijing-day.ts';
import { sayFailure } from '../domain/say-failure.ts';
import { readDetectionSettings, readThresholds } from '../store/detection-settings.ts';
import { listNights } from '../store/judgements.ts';
import { findOrder, listOrders, orderNight, type StoredOrder } from '../store/night-orders.ts';
import { checkWhole } from './check-whole.ts';

const show = ({ failure, ...order }: StoredOrder): NightOrdered => ({
  ...order,
  failure: failure === null ? null : sayFailure(failure),
});

export const listNightsRoute = route({
  method: 'GET',
  path: '/api/surveillance/detection/nights',
  summary: { zh: '每夜检测的经过、进度、设置和阈值', en: 'Nights of detection, how far one is, settings and thresholds' },
  permission: 'surveillance.read',
  people: 'none',
  response: nightsAndSettings,
  handle: async ({ tx }) =>
    ok({
      items: await listNights(tx, 60),
      orders: (await listOrders(tx, 10)).map(show),
      settings: await readDetectionSettings(tx),
      thresholds: (await readThresholds(tx)).map(({ version, limits, immediate, source, verified }) => ({
        ...{ version, immediate, source, verified, limits: [...limits] },
      })),
    }),
});

export const readOrder = route({
  method: 'GET',
  path: '/api/surveillance/detection/orders/:id',
  summary: { zh: '一次已下达的检测：到了哪一步', en: 'A night that was ordered: how far it is' },
  permission: 'surveillance.read',
  people: 'none',
  params: nightOrderParams,
  response: nightOrdered,
  handle: async ({ tx, params: { id } }) => {
    const found = await findOrder(tx, id);
    return found ? ok(show(found)) : refuse('surveillance.unknown-order', { id });
  },
});

export const judgeNow = route({
  method: 'POST',
  path: '/api/surveillance/detection/nights',
  summary: {
    zh: '下达某一天的检测（默认昨天），在后台进行，进度可查；重做不会重复',
    en: 'Order detection for a day (yesterday unless said); it is done beside, with progress; done again it says nothing twice',
  },
  permission: 'surveillance.triage',
  people: 'none',
  body: nightOrder,
  response: nightOrdered,
  handle: async ({ tx, actor, now, newId, body }) => {
    const whole = await checkWhole(tx, actor, now);
    if (!whole.ok) return whole;
    const today = dayInBeijing(now);
    const day = body.day ?? dayInBeijing(new Date(now.getTime() - 86_400_000));
    if (day > today || dayOf(day) === null) return refuse('surveillance.day-ahead', { day, today });
    const ordered = await orderNight(tx, { id: newId(), day, by: actor.name }, now);
    return ordered ? ok(show(ordered)) : refuse('surveillance.night-under-way', { day });
  },
});
