import { type Finding, isScript, type SourceFile } from './source.ts';
import { homeOf } from './zones.ts';

const vague = /(^|\/)(utils?|helpers?|common|misc|managers?)(\.|\/)/i;

/** Folder and package names that the other checks rely on, and names that say nothing. */
export function checkNames(files: readonly SourceFile[]): Finding[] {
  const findings: Finding[] = [];
  for (const { path, text } of files) {
    if (isScript(path) && vague.test(path)) findings.push({ rule: 'names.vague', path, message: 'name what it does' });
    const home = /^((engines|platform|modules)\/[^/]+|server|web)\/package\.json$/.exec(path)?.[1];
    if (home === undefined) continue;
    const { name } = JSON.parse(text) as { readonly name?: string };
    const fits = name?.startsWith('@songhua/') === true && homeOf(name) === home;
    if (!fits) findings.push({ rule: 'names.package', path, message: `${name} does not belong to the folder ${home}` });
  }
  return findings;
}
