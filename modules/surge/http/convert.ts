import { type Actor, ok, type Result, refuse, route, type Tx } from '@songhua/kernel';
import { conversionMove, conversionParams, facility, orderDraft, stepMove, stepParams, wardParams } from '../contract.ts';
import { checkProtected } from '../domain/check-protected.ts';
import { moveStep, stateOf } from '../domain/move-step.ts';
import { orderConversion, startOrder } from '../domain/order-conversion.ts';
import { kindTitles, stepTitles } from '../domain/word-titles.ts';
import {
  insertConversion,
  lockConversion,
  openConversion,
  type StoredConversion,
  updateConversion,
} from '../store/conversions.ts';
import { holdAll, lockWard, setNow } from '../store/wards.ts';
import { loadCare } from './load-care.ts';
import { loadSurroundings, type Surroundings } from './load-surroundings.ts';
import { answerWritten } from './write-on-facility.ts';

const people = { oversight: 'counts of beds in use by ward, without anybody’s name' } as const;

export const orderRoute = route({
  method: 'POST',
  path: '/api/surge/wards/:id/conversions',
  summary: { zh: '下令转换一个病区；它的钟开始走', en: 'Order the conversion of a ward; its clock runs' },
  permission: 'surge.manage',
  people,
  params: wardParams,
  body: orderDraft,
  response: facility,
  handle: async ({ tx, actor, now, newId, params: { id }, body }) => {
    const around = await loadSurroundings(tx, actor);
    await holdAll(tx);
    const ward = await lockWard(tx, id);
    if (!ward) return refuse('surge.unknown-ward', { id });
    const mine = around.manages(ward.institution);
    if (!mine.ok) return mine;
    if (ward.version !== body.version) return refuse('surge.changed-meanwhile', { version: ward.version, seen: body.version });
    const { care } = await loadCare(tx);
    const ordered = orderConversion(ward, body.to ?? ward.to, await openConversion(tx, id), care, {
      ...{ id: newId(), reason: body.reason, by: actor.name, at: now.toISOString() },
    });
    if (!ordered.ok) return ordered;
    const { conversion, isNew } = ordered.value;
    await (isNew ? insertConversion(tx, conversion) : updateConversion(tx, conversion));
    const { zh, en } = kindTitles[conversion.to];
    const said = { zh: `下令转为${zh}：${body.reason}`, en: `Ordered to become ${en}: ${body.reason}` };
    const reached = { id: conversion.id, state: 'ordered' as const };
    return answerWritten({ tx, actor, now, around, institution: ward.institution, ward: id, said, reached });
  },
});

interface Held {
  readonly around: Surroundings;
  readonly conversion: StoredConversion;
}

async function holdConversion(
  tx: Tx,
  actor: Actor,
  id: string,
  version: number | undefined,
  as: 'manages' | 'reports',
): Promise<Result<Held>> {
  const around = await loadSurroundings(tx, actor);
  await holdAll(tx);
  const conversion = await lockConversion(tx, id);
  if (!conversion) return refuse('surge.unknown-conversion', { id });
  const mine = around[as](conversion.institution);
  if (!mine.ok) return mine;
  if (version !== undefined && conversion.version !== version)
    return refuse('surge.changed-meanwhile', { version: conversion.version, seen: version });
  return ok({ around, conversion });
}

export const moveConversionRoute = route({
  method: 'POST',
  path: '/api/surge/conversions/:id/moves',
  summary: { zh: '确认或不采纳建议，或恢复原用途', en: 'Confirm or decline a proposal, or give the ward back' },
  permission: 'surge.manage',
  people,
  params: conversionParams,
  body: conversionMove,
  response: facility,
  handle: async ({ tx, actor, now, params: { id }, body: { to, reason, version } }) => {
    const held = await holdConversion(tx, actor, id, version, 'manages');
    if (!held.ok) return held;
    const { around, conversion } = held.value;
    const { state, institution, ward } = conversion;
    const answer = (zh: string, en: string, reached?: { id: string; state: 'ordered' }) => {
      const said = { zh: `${zh}：${reason}`, en: `${en}: ${reason}` };
      return answerWritten({ tx, actor, now, around, institution, ward, said, reached });
    };
    if (to === 'undone') {
      if (state !== 'ordered' && state !== 'ready') return refuse('surge.not-under-way', { state });
      await updateConversion(tx, {
        ...conversion,
        state: 'undone',
        endedAt: now.toISOString(),
        endedBy: actor.name,
        endReason: reason,
      });
      const stored = await lockWard(tx, ward);
      if (stored) await setNow(tx, ward, stored.kind);
      return answer('恢复原用途', 'Given back');
    }
    if (state !== 'proposed') return refuse('surge.not-proposed', { state });
    if (to === 'declined') {
      await updateConversion(tx, {
        ...conversion,
        state: 'declined',
        endedAt: now.toISOString(),
        endedBy: actor.name,
        endReason: reason,
      });
      return answer('建议未采纳', 'Proposal declined');
    }
    const allowed = checkProtected((await loadCare(tx)).care, { kind: conversion.from, beds: conversion.beds });
    if (!allowed.ok) return allowed;
    await updateConversion(tx, startOrder(conversion, reason, actor.name, now.toISOString()));
    const { zh, en } = kindTitles[conversion.to];
    return answer(`下令转为${zh}`, `Ordered to become ${en}`, { id, state: 'ordered' });
  },
});

const stepWords = {
  waiting: { zh: '撤回', en: 'taken back' },
  running: { zh: '开始', en: 'begun' },
  done: { zh: '完成', en: 'done' },
} as const;

export const moveStepRoute = route({
  method: 'POST',
  path: '/api/surge/conversions/:id/steps/:step',
  summary: { zh: '填报一个步骤：开始、完成，或撤回误填', en: 'Say that a step has begun or is done, or take that back' },
  permission: 'surge.report',
  people,
  params: stepParams,
  body: stepMove,
  response: facility,
  handle: async ({ tx, actor, now, params: { id, step }, body }) => {
    const held = await holdConversion(tx, actor, id, body.version, 'reports');
    if (!held.ok) return held;
    const { around, conversion } = held.value;
    const moved = moveStep(conversion, step, body, actor.name, now);
    if (!moved.ok) return moved;
    await updateConversion(tx, { ...conversion, ...moved.value });
    if (moved.value.state !== conversion.state)
      await setNow(tx, conversion.ward, moved.value.state === 'ready' ? conversion.to : conversion.from);
    const found = moved.value.steps.find(({ kind }) => kind === step);
    const { zh, en } = stepWords[found ? stateOf(found) : 'waiting'];
    const note = body.note === undefined ? '' : ` · ${body.note}`;
    const ready = moved.value.state === 'ready' && conversion.state !== 'ready';
    return answerWritten({
      ...{ tx, actor, now, around, institution: conversion.institution, ward: conversion.ward },
      reached: ready ? { id, state: 'ready' } : undefined,
      said: {
        zh: `${stepTitles[step].zh}：${zh}${ready ? '，病区就绪' : ''}${note}`,
        en: `${stepTitles[step].en}: ${en}${ready ? '; the ward is ready' : ''}${note}`,
      },
    });
  },
});
