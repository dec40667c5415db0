import type { ModuleManifest } from '@songhua/kernel';
import { carryOutWork } from './events/carry-out-work.ts';
import { importCommand } from './http/import-command.ts';
import { acceptReturn, recheckReturn, sendBackReturn, submitReturn, undoAccepted, withdrawReturn } from './http/move-return.ts';
import { exportErrors, exportPreview, listErrors, listPreview } from './http/read-findings.ts';
import { downloadFile, exportReturns, exportStatus, listReturns, readReturn, readStatus } from './http/read-returns.ts';
import { readTemplate } from './http/read-template.ts';
import { correctReturn, uploadReturn } from './http/upload-return.ts';
import { problems } from './problems.ts';

const told = (type: string) => ({ type, permission: 'returns.read' });

export const module: ModuleManifest = {
  id: 'returns',
  title: { zh: '统计报送', en: 'Statistical returns' },
  permissions: [
    {
      code: 'returns.read',
      title: { zh: '查看统计报送', en: 'Read statistical returns' },
      roles: ['planner', 'administrator', 'viewer'],
    },
    { code: 'returns.submit', title: { zh: '上传与报送', en: 'Upload and submit returns' }, roles: ['planner'] },
    { code: 'returns.review', title: { zh: '审核报送、撤销入库', en: 'Review returns and undo them' }, roles: ['planner'] },
  ],
  routes: [
    readStatus,
    exportStatus,
    listReturns,
    exportReturns,
    readTemplate,
    uploadReturn,
    readReturn,
    downloadFile,
    correctReturn,
    listErrors,
    exportErrors,
    listPreview,
    exportPreview,
    recheckReturn,
    submitReturn,
    withdrawReturn,
    sendBackReturn,
    acceptReturn,
    undoAccepted,
  ],
  problems,
  menu: [{ path: '/returns', title: { zh: '统计报送', en: 'Returns' }, permission: 'returns.read', order: 50, icon: 'returns' }],
  events: [
    'returns.work-asked',
    'returns.worked',
    'returns.submitted',
    'returns.withdrawn',
    'returns.returned',
    'returns.accepted',
    'returns.undone',
  ].map(told),
  subscriptions: [carryOutWork],
  commands: [importCommand],
};
