import { ok, route } from '@songhua/kernel';
import { z } from 'zod';
import { filledForm, form, formParams, raised } from '../contract.ts';
import { forms } from '../domain/forms.ts';
import { readForm } from '../domain/read-form.ts';
import { raiseSignal } from '../store/signals.ts';
import { findForm } from './find-form.ts';
import { checkAbout, loadSurroundings } from './load-surroundings.ts';

export const listForms = route({
  method: 'GET',
  path: '/api/surveillance/forms',
  summary: { zh: '填报表单及其栏目', en: 'The forms of intake with their fields' },
  permission: 'surveillance.report',
  people: 'none',
  response: z.object({ items: z.array(form) }),
  handle: async () => ok({ items: forms }),
});

export const fillForm = route({
  method: 'POST',
  path: '/api/surveillance/forms/:form',
  summary: {
    zh: '填报一条信号；同一 key 只算一条。请勿填写个人身份信息',
    en: 'Report a signal by form; the same key is one signal. Nobody’s identity belongs in it',
  },
  permission: 'surveillance.report',
  people: 'none',
  params: formParams,
  body: filledForm,
  response: raised,
  handle: async ({ tx, actor, now, newId, params, body: { key, ...filled } }) => {
    const spec = findForm(params.form);
    const around = await loadSurroundings(tx, actor, now);
    const read = readForm(spec, filled, `${spec.id}/${key}`);
    if (!read.ok) return read;
    const about = checkAbout(around, read.value);
    if (!about.ok) return about;
    return raiseSignal(tx, { ...read.value, source: 'form' }, { by: actor, now, newId });
  },
});
