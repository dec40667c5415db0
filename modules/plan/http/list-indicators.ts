import { ok, route } from '@songhua/kernel';
import { exportTable, exportTypes } from '@songhua/tables';
import { exportQuery, indicatorList, indicatorQuery } from '../contract.ts';
import { listIndicators as evaluate } from '../domain/list-indicators.ts';
import { speakAnswer } from '../domain/speak-answer.ts';
import { loadQuestion } from './load-question.ts';
import { indicatorSheet } from './sheets.ts';

export const listIndicators = route({
  method: 'GET',
  path: '/api/plan/indicators',
  summary: { zh: '一个地区某日的全部指标及其评价', en: 'All indicators of one area on one day, rated' },
  permission: 'plan.read',
  people: 'none',
  query: indicatorQuery,
  response: indicatorList,
  handle: async ({ tx, now, query, language }) => {
    const question = await loadQuestion(tx, now, query);
    if (!question.ok) return question;
    const list = evaluate(question.value, query.area);
    return list.ok ? ok(speakAnswer(list.value, language)) : list;
  },
});

export const exportIndicators = route({
  method: 'GET',
  path: '/api/plan/indicators/export',
  summary: { zh: '导出一个地区的全部指标', en: 'All indicators of one area as a file' },
  permission: 'plan.read',
  people: 'none',
  query: indicatorQuery.extend(exportQuery.shape),
  response: { file: exportTypes },
  handle: async ({ tx, now, query, language }) => {
    const question = await loadQuestion(tx, now, query);
    if (!question.ok) return question;
    const list = evaluate(question.value, query.area);
    return list.ok ? ok(await exportTable(indicatorSheet(list.value, language), query.format, language)) : list;
  },
});
