import { fileReply, ok, route } from '@songhua/kernel';
import { documentType, writeDocument } from '@songhua/tables';
import { report, runParams } from '../contract.ts';
import { composeReport } from '../domain/compose-report.ts';
import { loadRun } from './load-run.ts';

export const readReport = route({
  method: 'GET',
  path: '/api/drill/runs/:id/report',
  summary: { zh: '演练评估报告，由记录生成', en: 'The after-action report, generated from what was recorded' },
  permission: 'drill.read',
  people: 'none',
  params: runParams,
  response: report,
  handle: async ({ tx, actor, now, language, params: { id } }) => {
    const run = await loadRun(tx, actor, id, now);
    return run.ok ? ok(composeReport(run.value, language)) : run;
  },
});

export const downloadReport = route({
  method: 'GET',
  path: '/api/drill/runs/:id/report/document',
  summary: { zh: '演练评估报告（DOCX）', en: 'The after-action report (DOCX)' },
  permission: 'drill.read',
  people: 'none',
  params: runParams,
  response: { file: [documentType] },
  handle: async ({ tx, actor, now, language, params: { id } }) => {
    const run = await loadRun(tx, actor, id, now);
    if (!run.ok) return run;
    const said = composeReport(run.value, language);
    return ok(fileReply(`${said.title}.docx`, documentType, await writeDocument(said, language)));
  },
});
