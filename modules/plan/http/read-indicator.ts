import { ok, route } from '@songhua/kernel';
import { exportTable, exportTypes } from '@songhua/tables';
import { z } from 'zod';
import { exportQuery, indicatorDetail, indicatorQuery } from '../contract.ts';
import { detailIndicator } from '../domain/detail-indicator.ts';
import { speakAnswer } from '../domain/speak-answer.ts';
import { loadQuestion } from './load-question.ts';
import { areaSheet } from './sheets.ts';

const params = z.object({ id: z.string().max(64) });

export const readIndicator = route({
  method: 'GET',
  path: '/api/plan/indicators/:id',
  summary: { zh: '一项指标：定义、轨迹、各地对照、出处', en: 'One indicator: definition, trajectory, by area, source' },
  permission: 'plan.read',
  people: 'none',
  params,
  query: indicatorQuery,
  response: indicatorDetail,
  handle: async ({ tx, now, params: { id }, query, language }) => {
    const question = await loadQuestion(tx, now, query);
    if (!question.ok) return question;
    const detail = detailIndicator(question.value, id, query.area);
    return detail.ok ? ok(speakAnswer(detail.value, language)) : detail;
  },
});

export const exportIndicator = route({
  method: 'GET',
  path: '/api/plan/indicators/:id/export',
  summary: { zh: '导出一项指标的各地对照', en: 'One indicator by area as a file' },
  permission: 'plan.read',
  people: 'none',
  params,
  query: indicatorQuery.extend(exportQuery.shape),
  response: { file: exportTypes },
  handle: async ({ tx, now, params: { id }, query, language }) => {
    const question = await loadQuestion(tx, now, query);
    if (!question.ok) return question;
    const detail = detailIndicator(question.value, id, query.area);
    return detail.ok ? ok(await exportTable(areaSheet(detail.value, language), query.format, language)) : detail;
  },
});
