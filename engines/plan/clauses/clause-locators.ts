import type { Locator } from '../find-clauses.ts';
import type { PlanClause } from './clause.ts';

/** Where to look for each clause of one document, to be found with `findClauses`: `clause:<id>`. */
export const clauseLocators = (clauses: readonly PlanClause[], document: string): Locator[] =>
  clauses
    .filter((clause) => clause.document === document)
    .map(({ id, section, locator }) => ({ id: `clause:${id}`, section, locator }));
