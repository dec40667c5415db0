import { methods } from '@songhua/engine-outbreak/detect-by-name.ts';
import { ok, refuse, route } from '@songhua/kernel';
import { csvDetected, csvDetection, methodList } from '../contract.ts';
import { detectAside } from '../detect/detect-aside.ts';
import { faulty } from './say-faults.ts';

export const listMethods = route({
  method: 'GET',
  path: '/api/surveillance/detection/methods',
  summary: { zh: '检测方法及其参数', en: 'Methods of detection and their parameters' },
  permission: 'surveillance.read',
  people: 'none',
  response: methodList,
  handle: async () =>
    ok({
      items: [...methods.values()].map(({ name, title, steps, source, parameters }) => ({
        ...{ name, title, steps: [...steps], source },
        parameters: parameters.map((one) => ({
          ...{ kind: one.kind, name: one.name, label: one.label, unit: one.unit, usual: one.usual },
          least: 'least' in one ? one.least : null,
          most: 'most' in one ? one.most : null,
          choices: 'choices' in one ? [...one.choices] : null,
        })),
      })),
    }),
});

/** Steps of all groups together, gaps filled; more is for the command, which has no such bound. */
const mostSteps = 20_000;
/** Longest time for one file: some methods with some parameters take minutes for no more steps than that. */
const longestMs = 20_000;

export const detectSeries = route({
  method: 'POST',
  path: '/api/surveillance/detection',
  summary: {
    zh: '用任一方法检测任意 CSV 序列（date,count[,group]）；不写入任何数据',
    en: 'Judge any series of a CSV (date,count[,group]) by any method; nothing is written',
  },
  permission: 'surveillance.read',
  people: 'none',
  transaction: 'read',
  body: csvDetection,
  bodyLimit: 3_000_000,
  response: csvDetected,
  handle: async ({ body: { csv, ...asked } }) => {
    const found = await detectAside({ csv, asked: { ...asked, mostSteps } }, longestMs);
    if (found === 'busy') return refuse('surveillance.detection-busy');
    if (found === 'slow') return refuse('surveillance.detection-too-slow', { seconds: longestMs / 1000 });
    if (found.ok) return ok(found.found);
    const large = found.faults.find(({ rule }) => rule === 'large');
    return large ? refuse('surveillance.detection-too-long', { steps: large.value, most: mostSteps }) : faulty(found.faults);
  },
});
