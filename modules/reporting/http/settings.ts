import { ok, refuse, route } from '@songhua/kernel';
import { settings, settingsInput } from '../contract.ts';
import { readSettings, saveSettings } from '../store/settings.ts';

const common = { path: '/api/reporting/settings', permission: 'reporting.settings', people: 'none', response: settings } as const;

export const readCaptureSettings = route({
  ...common,
  method: 'GET',
  summary: { zh: '自动采集设置', en: 'Settings of capture' },
  handle: async ({ tx }) => ok(await readSettings(tx)),
});

export const saveCaptureSettings = route({
  ...common,
  method: 'PUT',
  summary: { zh: '设定自动采集回看的天数', en: 'Set how many days back capture looks' },
  body: settingsInput,
  handle: async ({ tx, body }) => {
    if (!(await saveSettings(tx, body)))
      return refuse('reporting.settings-changed', { version: (await readSettings(tx)).version });
    return ok(await readSettings(tx));
  },
});
