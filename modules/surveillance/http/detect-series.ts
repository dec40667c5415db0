import { methods } from '@songhua/engine-outbreak/detect-by-name.ts';
import { detectCsv, printJudged } from '@songhua/engine-outbreak/detect-csv.ts';
import { ok, route } from '@songhua/kernel';
import { csvDetected, csvDetection, methodList } from '../contract.ts';
import { writeRScript } from '../domain/write-r-script.ts';
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

/** Rows that one answer holds; a longer file is for the command. */
const mostRows = 20_000;

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
    const found = detectCsv(csv, asked);
    if (!found.ok) return faulty(found.faults);
    const rows = found.rows.slice(0, mostRows);
    return ok({
      ...{ step: found.step, total: found.rows.length, alarms: found.rows.filter(({ alarm }) => alarm).length },
      rows: rows.map(({ group, date, count, expected, upper, alarm, p }) => ({ group, date, count, expected, upper, alarm, p })),
      csv: printJudged(rows),
      r: writeRScript(asked, found.rows),
    });
  },
});
