import type { ModuleManifest } from '@songhua/kernel';
import { checkPlan } from './commands/check-plan.ts';
import * as commands from './commands/documents.ts';
import { exportClauses, listClauses, readClause } from './http/clauses.ts';
import { addDocument, exportDocuments, listDocuments, removeDocument } from './http/documents.ts';
import { exportFindings, listFindings } from './http/findings.ts';
import { exportAreas, listAreas } from './http/list-areas.ts';
import { exportIndicators, listIndicators } from './http/list-indicators.ts';
import { exportPlans, listPlans } from './http/list-plans.ts';
import { exportRules, listRules } from './http/list-rules.ts';
import { exportOneTable, exportTables, listTables } from './http/list-tables.ts';
import { readAttention } from './http/read-attention.ts';
import { exportIndicator, readIndicator } from './http/read-indicator.ts';
import { exportRule, readChanges, readRule } from './http/read-rule.ts';
import { problems } from './problems.ts';
import { loadPlans } from './start/load-plans.ts';

export const module: ModuleManifest = {
  id: 'plan',
  title: { zh: '规划', en: 'Plan' },
  permissions: [
    {
      code: 'plan.read',
      title: { zh: '查看规划与指标', en: 'Read plans and indicators' },
      roles: ['planner', 'viewer', 'administrator'],
    },
    {
      code: 'plan.manage-documents',
      title: { zh: '管理规划文件', en: 'Manage plan documents' },
      roles: ['planner', 'administrator'],
    },
  ],
  routes: [
    listPlans,
    exportPlans,
    listIndicators,
    exportIndicators,
    readIndicator,
    exportIndicator,
    listTables,
    exportTables,
    exportOneTable,
    listRules,
    exportRules,
    readRule,
    exportRule,
    readChanges,
    listAreas,
    exportAreas,
    listClauses,
    exportClauses,
    readClause,
    readAttention,
    listFindings,
    exportFindings,
    listDocuments,
    exportDocuments,
    addDocument,
    removeDocument,
  ],
  problems,
  menu: [
    { path: '/', title: { zh: '总览', en: 'Overview' }, permission: 'plan.read', order: 10, icon: 'dashboard' },
    { path: '/plan/counties', title: { zh: '县区对照', en: 'Counties' }, permission: 'plan.read', order: 20, icon: 'table' },
    { path: '/plan/rules', title: { zh: '规则核查', en: 'Rules' }, permission: 'plan.read', order: 22, icon: 'rules' },
    { path: '/plan/clauses', title: { zh: '规划条款', en: 'Clauses' }, permission: 'plan.read', order: 24, icon: 'clauses' },
    {
      path: '/plan/findings',
      title: { zh: '规划自身核对', en: 'Plan against itself' },
      permission: 'plan.read',
      order: 62,
      icon: 'findings',
    },
    {
      path: '/plan/documents',
      title: { zh: '规划文件', en: 'Plan documents' },
      permission: 'plan.read',
      order: 60,
      icon: 'file',
    },
  ],
  events: [
    { type: 'plan.document-added', permission: 'plan.read' },
    { type: 'plan.document-removed', permission: 'plan.read' },
  ],
  start: [{ name: 'plan.load', run: loadPlans }],
  commands: [checkPlan, commands.addDocument, commands.showDocuments, commands.removeDocument],
};
