import type { ModuleManifest } from '@songhua/kernel';
import { identityDistribution } from './distribution.ts';
import { linkRegistered } from './events/link-registered.ts';
import { writeLinks } from './events/write-links.ts';
import { linkPeople, undoDecision, unlinkPerson } from './http/decide-people.ts';
import { decideReview } from './http/decide-review.ts';
import { deferReviewRoute } from './http/defer-review.ts';
import { findCandidatesRoute } from './http/find-candidates.ts';
import { listCounties } from './http/list-counties.ts';
import { exportDecisions, listDecisions } from './http/list-decisions.ts';
import { exportPeople, listPeople } from './http/list-people.ts';
import { exportReviews, listReviews } from './http/list-reviews.ts';
import { matchPatients } from './http/match.ts';
import { readModel } from './http/read-model.ts';
import { readPerson } from './http/read-person.ts';
import { readReview } from './http/read-review.ts';
import { people } from './http/serve-people.ts';
import { compareWaiting } from './jobs/link-waiting.ts';
import { problems } from './problems.ts';
import { checkCommand } from './start/check-command.ts';
import { linkCommand, trainCommand } from './start/link-command.ts';
import { forget, project } from './store/projection.ts';

export const module: ModuleManifest = {
  id: 'identity',
  title: { zh: '居民主索引', en: 'Person index' },
  permissions: [
    { code: 'identity.read', title: { zh: '查看居民主索引', en: 'Read the person index' }, roles: ['registrar'] },
    {
      code: 'identity.decide',
      title: { zh: '判定哪些登记是同一人', en: 'Decide which registrations are one person' },
      roles: ['registrar'],
    },
    {
      code: 'identity.find',
      title: { zh: '登记时查找可能是同一人的登记', en: 'Find who a new registration may be' },
      roles: ['registrar', 'doctor', 'nurse', 'family-doctor'],
    },
  ],
  routes: [
    listPeople,
    exportPeople,
    readPerson,
    findCandidatesRoute,
    linkPeople,
    unlinkPerson,
    listReviews,
    exportReviews,
    readReview,
    decideReview,
    deferReviewRoute,
    listDecisions,
    exportDecisions,
    undoDecision,
    readModel,
    listCounties,
    matchPatients,
  ],
  problems,
  menu: [
    {
      path: '/identity/reviews',
      title: { zh: '待核对', en: 'To review' },
      permission: 'identity.decide',
      order: 14,
      icon: 'pairs',
      home: true,
      summary: { zh: '哪些登记可能是同一人，等您核对', en: 'Which registrations may be one person and wait for you' },
    },
    {
      path: '/identity/people',
      title: { zh: '居民主索引', en: 'Person index' },
      permission: 'identity.read',
      order: 15,
      icon: 'people',
      summary: { zh: '查找居民，查看各机构的登记怎样归为一人', en: 'Find people and how their registrations became one' },
    },
    {
      path: '/identity/register',
      title: { zh: '居民登记', en: 'Register a person' },
      permission: 'identity.find',
      order: 16,
      icon: 'register',
      summary: {
        zh: '为前来的居民建立登记，先看是否已经登记过',
        en: 'Register somebody, and see first whether they are already',
      },
    },
    {
      path: '/identity/decisions',
      title: { zh: '判定记录', en: 'Decisions' },
      permission: 'identity.read',
      order: 17,
      icon: 'audit',
      summary: {
        zh: '谁在何时把哪些登记归为一人或分开，为什么，可否撤销',
        en: 'Who made which registrations one person or two, when and why, and what can be taken back',
      },
    },
    {
      path: '/identity/model',
      title: { zh: '归并规则', en: 'How people are linked' },
      permission: 'identity.read',
      order: 18,
      icon: 'scale',
      summary: { zh: '各项相符记多少分，何时自动归并', en: 'What agreement counts, and when linking is automatic' },
    },
  ],
  events: [
    { type: 'identity.registered', permission: 'identity.read' },
    { type: 'identity.people-changed', permission: 'identity.read' },
    { type: 'identity.review-opened', permission: 'identity.read' },
    { type: 'identity.review-deferred', permission: 'identity.read' },
  ],
  projections: [{ name: 'identity', types: ['Patient'], apply: project, forget }],
  serves: [people],
  subscriptions: [linkRegistered, writeLinks],
  jobs: [compareWaiting],
  commands: [linkCommand, trainCommand, checkCommand],
  distribution: identityDistribution,
};
