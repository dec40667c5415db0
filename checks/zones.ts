import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { isTestSupport } from './source.ts';

/** Which part of the house a file belongs to. `example` is a module that stands in examples/. */
export interface Zone {
  readonly layer: 'engines' | 'platform' | 'modules' | 'server' | 'web' | 'tools';
  /** Folder of the package, e.g. `modules/plan`. */
  readonly home: string;
  /** Path inside the package, e.g. `domain/evaluate-plan.ts`. */
  readonly inside: string;
  /** Runs in the browser. */
  readonly page: boolean;
  readonly test: boolean;
}

export function zoneOf(path: string): Zone {
  const parts = path.split('/');
  const [first = '', second = ''] = parts;
  const test = isTestSupport(path);
  const twoLevels = (layer: Zone['layer']): Zone => {
    const inside = parts.slice(2).join('/');
    const home = `${first}/${second}`;
    return { layer, home, inside, page: home === 'platform/ui' || inside.startsWith('web/') || path.endsWith('.tsx'), test };
  };
  if (first === 'engines' || first === 'platform' || first === 'modules') return twoLevels(first);
  if (first === 'examples') return twoLevels('modules');
  if (first === 'server' || first === 'web') {
    return { layer: first, home: first, inside: parts.slice(1).join('/'), page: first === 'web', test };
  }
  return { layer: 'tools', home: '.', inside: path, page: false, test };
}

/** The folder of a workspace by its package name; `names` check holds every package.json to this. */
export function homeOf(packageName: string): string {
  const name = packageName.replace('@songhua/', '');
  if (name.startsWith('engine-')) return `engines/${name.slice('engine-'.length)}`;
  if (name.startsWith('module-')) return `modules/${name.slice('module-'.length)}`;
  return name === 'server' || name === 'web' ? name : `platform/${name}`;
}

export type Target =
  | { readonly kind: 'inside'; readonly path: string; readonly relative: boolean }
  | { readonly kind: 'builtin'; readonly name: string }
  | { readonly kind: 'package'; readonly name: string };

/** What an import names: a file of this repository, a part of Node, or a package from outside. */
export function targetOf(importer: string, specifier: string): Target {
  if (specifier.startsWith('.')) {
    return { kind: 'inside', path: posix.join(posix.dirname(importer), specifier), relative: true };
  }
  if (isBuiltin(specifier) || specifier.startsWith('node:')) return { kind: 'builtin', name: specifier };
  if (specifier.startsWith('@songhua/')) {
    const [scope = '', name = '', ...rest] = specifier.split('/');
    const home = homeOf(`${scope}/${name}`);
    return { kind: 'inside', path: `${home}/${rest.length > 0 ? rest.join('/') : 'index.ts'}`, relative: false };
  }
  return { kind: 'package', name: specifier };
}
