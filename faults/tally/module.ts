import { appendAll } from '@songhua/events';
import type { ModuleManifest, Projection, Subscription } from '@songhua/kernel';

interface Told {
  readonly resource: string;
  readonly version: number;
}

/** Tells of every version in the transaction that writes it. */
const telling: Projection = {
  name: 'tally.telling',
  types: ['Basic', 'Condition', 'Encounter', 'Observation', 'Organization', 'Patient'],
  apply: async (tx, resources) => {
    const [first] = resources;
    if (!first) return;
    const events = resources.map(({ resourceType, id, meta }) => {
      const resource = `${resourceType}/${id}`;
      return { type: 'tally.version-written', subject: resource, payload: { resource, version: Number(meta.versionId) } };
    });
    await appendAll(tx, events, new Date(first.meta.lastUpdated));
  },
};

/** Counts every event by a row of its own. */
const counting: Subscription = {
  name: 'tally.counting',
  event: 'tally.version-written',
  handle: async (tx, { id, payload }) => {
    const { resource, version } = payload as Told;
    await tx.query('insert into tally.effect (event, resource, version) values ($1, $2, $3)', [id, resource, version]);
  },
};

/** A module of the fault tests alone: it makes events lost or handled twice visible. Copied into the house that is killed. */
export const module: ModuleManifest = {
  id: 'tally',
  title: { zh: '计数', en: 'Tally' },
  permissions: [{ code: 'tally.read', title: { zh: '查看计数', en: 'Read the tally' }, roles: ['administrator'] }],
  routes: [],
  problems: {},
  menu: [],
  events: [{ type: 'tally.version-written', permission: 'tally.read' }],
  projections: [telling],
  subscriptions: [counting],
};
