import type { Projection, StoredResource } from '@songhua/kernel';
import { type Denial, type Sourced, type Stake, stakeWriter } from '@songhua/records';
import { actingName } from '../consent/acting-name.ts';
import { readConsent } from '../consent/read-consent.ts';
import { decideStakes, relationTypes } from './decide-stakes.ts';

const sourceOf = ({ resourceType, id }: StoredResource): string => `${resourceType}/${id}`;

export const stakesIn = (resources: readonly StoredResource[]): Sourced<Stake>[] =>
  resources.map((resource) => ({ source: sourceOf(resource), rows: decideStakes(resource) }));

export const denialsIn = (resources: readonly StoredResource[]): Sourced<Denial>[] =>
  resources.map((resource) => ({
    source: sourceOf(resource),
    rows: readConsent(resource).denials.map((denial) => ({
      ...denial,
      ...(denial.spared && { spared: denial.spared.map(actingName) }),
    })),
  }));

const forget: Projection['forget'] = (tx, removed) =>
  stakeWriter.forget(
    tx,
    removed.map(({ type, id }) => `${type}/${id}`),
  );

/**
 * Who stands in which relation to whom, and what people forbid, kept as the resources say it, in the very transaction in which they are
 * written: who is admitted is reached at once, and a consent binds at once.
 */
export const relationProjections: readonly Projection[] = [
  {
    name: 'access.relations',
    types: relationTypes,
    apply: (tx, resources) => stakeWriter.putStakes(tx, stakesIn(resources)),
    forget,
  },
  {
    name: 'access.consents',
    types: ['Consent'],
    check: (resource) => readConsent(resource).errors,
    apply: (tx, resources) => stakeWriter.putDenials(tx, denialsIn(resources)),
    forget,
  },
];
