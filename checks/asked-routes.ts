import type { ModuleManifest, Route } from '@songhua/kernel';
import type { Finding } from './source.ts';

/** Words that a reason must have at least to be one. */
const fewestWords = 4;

const named = ({ method, path }: Pick<Route, 'method' | 'path'>): string => `${method} ${path}`;

/**
 * What routes say of residents, held to what the non-interference properties ask. `asked` are the routes that a property draws, as `GET /path`.
 * Each route declares what it tells; one of `reach` or `own` is asked; `oversight` gives a reason; and no property asks for a route that is not there.
 */
export function checkAsked(
  manifests: readonly (Pick<ModuleManifest, 'id'> & { readonly routes: readonly Partial<Route>[] })[],
  asked: ReadonlySet<string>,
): Finding[] {
  const findings: Finding[] = [];
  const known = new Set<string>();
  for (const { id, routes } of manifests) {
    for (const route of routes) {
      const { people } = route;
      const name = named(route as Route);
      const find = (rule: string, message: string) =>
        findings.push({ rule: `people.${rule}`, path: id, message: `${name} ${message}` });
      known.add(name);
      if (people === undefined) find('undeclared', 'does not say what it tells of residents');
      else if (typeof people === 'object' && people.oversight.trim().split(/\s+/).length < fewestWords)
        find('reason', 'looks after others and does not say why');
      else if ((people === 'reach' || people === 'own') && !asked.has(name))
        find(
          'unasked',
          `says ${people}, and no property asks it (server/property/fixtures/questions.ts, platform/records/reach/fixtures/drawing.ts)`,
        );
    }
  }
  for (const name of asked)
    if (!known.has(name))
      findings.push({ rule: 'people.gone', path: 'server/property', message: `${name} is asked and is not there` });
  return findings;
}
