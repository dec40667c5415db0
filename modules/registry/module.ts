import type { ModuleManifest } from '@songhua/kernel';
import { checkCodes } from './domain/check-codes.ts';
import { checkOrganization } from './domain/check-organization.ts';
import { checkAreaFigure } from './domain/read-area-figure.ts';
import { countInstitutionsByArea } from './http/count-by-area.ts';
import { enterFigure, readFigureSheet, undoFigure } from './http/enter-area-figure.ts';
import { exportArea } from './http/export-area.ts';
import { exportInstitution } from './http/export-institution.ts';
import { exportInstitutions } from './http/export-institutions.ts';
import { exportParts } from './http/export-parts.ts';
import { exportFigures, listFigures } from './http/list-area-figures.ts';
import { listAreas } from './http/list-areas.ts';
import { listInstitutions, readFacets } from './http/list-institutions.ts';
import { exportOffered, findOffered, listOffers } from './http/list-offers.ts';
import { exportStaff, listStaff } from './http/list-staff.ts';
import { readArea } from './http/read-area.ts';
import { exportFigureChanges, readFigureChanges } from './http/read-figure-changes.ts';
import { exportHistory, readHistory } from './http/read-history.ts';
import { readInstitution } from './http/read-institution.ts';
import { readParts } from './http/read-parts.ts';
import { exportReconciliation, readReconciliation } from './http/read-reconciliation.ts';
import { loadAreas } from './start/load-areas.ts';
import { loadInstitutions } from './start/load-institutions.ts';
import { reconcileCommand } from './start/reconcile-command.ts';
import { forget } from './store/forget.ts';
import { project, projectedTypes } from './store/projection.ts';

export const module: ModuleManifest = {
  id: 'registry',
  title: { zh: '机构注册', en: 'Registry of institutions' },
  permissions: [
    {
      code: 'registry.read',
      title: { zh: '查看机构与数据核对', en: 'Read institutions and the reconciliation' },
      roles: ['planner', 'viewer', 'administrator', 'cdc'],
    },
    {
      code: 'registry.enter-figures',
      title: { zh: '填写、更正地区数据', en: 'Enter and correct figures of areas' },
      roles: ['planner', 'administrator'],
    },
  ],
  routes: [
    listAreas,
    listInstitutions,
    exportInstitutions,
    readInstitution,
    exportInstitution,
    readFacets,
    readReconciliation,
    exportReconciliation,
    countInstitutionsByArea,
    listOffers,
    findOffered,
    exportOffered,
    readParts,
    listStaff,
    exportStaff,
    readHistory,
    exportHistory,
    readArea,
    exportArea,
    exportParts,
    listFigures,
    exportFigures,
    readFigureSheet,
    enterFigure,
    undoFigure,
    readFigureChanges,
    exportFigureChanges,
  ],
  problems: {
    'registry.unknown-area': { status: 404, zh: '没有代码为 {area} 的地区。', en: 'There is no area with the code {area}.' },
    'registry.unknown-institution': {
      status: 404,
      zh: '没有编号为 {id} 的机构。',
      en: 'There is no institution with the id {id}.',
    },
    'registry.city-enters': {
      status: 403,
      zh: '只有市级账号可以直接填写地区数据；“{own}”的账号请用“地区数据”报送，由市级审核入库。',
      en: 'Only accounts of the whole city enter figures of areas; an account of {own} sends them as a return, which the city reviews.',
    },
    'registry.figure-changed': {
      status: 409,
      zh: '这项数据已被他人更改，请重新查看后再处理。',
      en: 'Somebody has changed this figure meanwhile. Look again before you decide.',
    },
    'registry.nothing-to-undo': {
      status: 409,
      zh: '“{measure}”没有可以撤销的更改。',
      en: 'There is no change of “{measure}” to undo.',
    },
  },
  menu: [
    {
      path: '/registry/institutions',
      title: { zh: '机构', en: 'Institutions' },
      permission: 'registry.read',
      order: 30,
      icon: 'bank',
    },
    {
      path: '/registry/services',
      title: { zh: '服务分布', en: 'Map of services' },
      permission: 'registry.read',
      order: 33,
      icon: 'services',
    },
    {
      path: '/registry/areas',
      title: { zh: '地区', en: 'Areas' },
      permission: 'registry.read',
      order: 36,
      icon: 'areas',
    },
    {
      path: '/registry/reconciliation',
      title: { zh: '数据核对', en: 'Reconciliation' },
      permission: 'registry.read',
      order: 40,
      icon: 'check',
    },
  ],
  events: [{ type: 'registry.institutions-changed', permission: 'registry.read' }],
  projections: [
    {
      name: 'registry',
      types: projectedTypes,
      check: (resource, now) => {
        if (resource.resourceType === 'MeasureReport') return checkAreaFigure(resource);
        return resource.resourceType === 'Organization' ? checkOrganization(resource, now) : checkCodes(resource);
      },
      apply: project,
      forget,
    },
  ],
  start: [loadAreas, loadInstitutions],
  commands: [reconcileCommand],
};
