import { ok, refuse, route, type Tx } from '@songhua/kernel';
import { countedTo, type LaidAsideList, laidAside, settings, settingsInput } from '../contract.ts';
import { readLaidAside, waitAgain } from '../store/laid-aside.ts';
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

/** So many of what was laid aside are listed. */
const mostListed = 50;

async function sayLaidAside(tx: Tx): Promise<LaidAsideList> {
  const { total, waiting, items } = await readLaidAside(tx, mostListed, countedTo);
  return {
    total,
    waiting,
    items: items.map((one) => ({ ...one, firstAt: one.firstAt.toISOString(), at: one.at.toISOString() })),
  };
}

const aside = { permission: 'reporting.settings', people: 'none', response: laidAside } as const;

export const listLaidAside = route({
  ...aside,
  method: 'GET',
  path: '/api/reporting/laid-aside',
  summary: { zh: '自动采集未能读取的记录及原因', en: 'Records that capture could not read, and why' },
  handle: async ({ tx }) => ok(await sayLaidAside(tx)),
});

export const tryLaidAside = route({
  ...aside,
  method: 'POST',
  path: '/api/reporting/laid-aside/retry',
  summary: { zh: '重新采集未能读取的记录', en: 'Let capture look at them once more' },
  handle: async ({ tx, now }) => {
    await waitAgain(tx, now);
    return ok(await sayLaidAside(tx));
  },
});
