import type { ModuleManifest } from '@songhua/kernel';
import { identityDistribution } from './distribution.ts';
import { linkRegistered } from './events/link-registered.ts';
import { writeLinks } from './events/write-links.ts';
import { compareWaiting } from './jobs/link-waiting.ts';
import { problems } from './problems.ts';
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
  routes: [],
  problems,
  menu: [],
  events: [
    { type: 'identity.registered', permission: 'identity.read' },
    { type: 'identity.people-changed', permission: 'identity.read' },
    { type: 'identity.review-opened', permission: 'identity.read' },
  ],
  projections: [{ name: 'identity', types: ['Patient'], apply: project, forget }],
  subscriptions: [linkRegistered, writeLinks],
  jobs: [compareWaiting],
  distribution: identityDistribution,
};
