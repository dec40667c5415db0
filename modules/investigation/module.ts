import type { ModuleManifest } from '@songhua/kernel';
import { investigationDistribution } from './distribution.ts';
import { readAnswers, saveAnswers } from './http/answers.ts';
import { readChains, readCurve, savePair } from './http/chains.ts';
import { classifyCases, editCase, readCase } from './http/change-cases.ts';
import { assignContacts, createContact, exportContacts, listContactsRoute } from './http/contacts.ts';
import { checkLines, createCase, saveLines } from './http/enter-lines.ts';
import {
  createPresence,
  createSample,
  createTask,
  editSample,
  finishTaskRoute,
  listPresencesRoute,
  listSamplesRoute,
  listTasksRoute,
} from './http/field.ts';
import { listErrandsRoute, sendVisits, signOnRoute } from './http/follow-up.ts';
import { exportCases, listCasesRoute } from './http/list-cases.ts';
import { becomeCase, endContact } from './http/move-contact.ts';
import { createOutbreak, editOutbreak, listOutbreaksRoute, readOutbreak } from './http/outbreaks.ts';
import { takeCards } from './http/take-cards.ts';
import { missedRoute, waitingRoute } from './http/waiting.ts';
import { problems } from './problems.ts';

export const module: ModuleManifest = {
  id: 'investigation',
  title: { zh: '现场流调', en: 'Field investigation' },
  permissions: [
    {
      code: 'investigation.read',
      title: { zh: '查看本辖区的流行病学调查', en: 'Read investigations of one’s area' },
      roles: ['cdc'],
    },
    {
      code: 'investigation.write',
      title: { zh: '录入病例、密切接触者、样本', en: 'Enter cases, contacts and samples' },
      roles: ['cdc'],
    },
    {
      code: 'investigation.manage',
      title: { zh: '开展、修改、结束调查', en: 'Open, change and close investigations' },
      roles: ['cdc'],
    },
    {
      code: 'investigation.follow-up',
      title: { zh: '随访交给自己的密切接触者', en: 'Follow up the contacts given to oneself' },
      roles: ['cdc', 'family-doctor', 'doctor', 'nurse'],
    },
  ],
  routes: [
    listOutbreaksRoute,
    createOutbreak,
    readOutbreak,
    editOutbreak,
    listCasesRoute,
    exportCases,
    createCase,
    checkLines,
    saveLines,
    classifyCases,
    takeCards,
    readCase,
    editCase,
    listContactsRoute,
    exportContacts,
    createContact,
    assignContacts,
    becomeCase,
    endContact,
    listErrandsRoute,
    signOnRoute,
    sendVisits,
    readChains,
    savePair,
    readCurve,
    listPresencesRoute,
    createPresence,
    listSamplesRoute,
    createSample,
    editSample,
    listTasksRoute,
    createTask,
    finishTaskRoute,
    waitingRoute,
    missedRoute,
    readAnswers,
    saveAnswers,
  ],
  problems,
  menu: [
    {
      path: '/investigation',
      title: { zh: '现场流调', en: 'Field investigation' },
      permission: 'investigation.read',
      order: 24,
      icon: 'profile',
      summary: { zh: '病例一览表、密切接触者、传播链与流行曲线', en: 'Line lists, contacts, chains and epidemic curves' },
    },
    {
      path: '/investigation/follow-up',
      title: { zh: '密接随访', en: 'Follow-up' },
      permission: 'investigation.follow-up',
      order: 25,
      icon: 'check',
      summary: { zh: '我今天要随访谁，谁逾期未随访', en: 'Whom I follow up today, and who is overdue' },
    },
  ],
  events: [{ type: 'investigation.changed', permission: 'investigation.read' }],
  distribution: investigationDistribution,
};
