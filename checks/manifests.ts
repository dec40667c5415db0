import type { ModuleManifest, Text } from '@songhua/kernel';
import type { Finding } from './source.ts';

/** Permissions of no module that a route may declare, and the routes that are let do so. */
export type OpenRoutes = Readonly<Record<string, readonly string[]>>;

/** Routes that need no permission of their own, by `METHOD path`; operations at FHIR's addresses ask what FHIR's own do. The list is short on purpose. */
export const openRoutes: OpenRoutes = {
  'signed-in': [],
  public: ['GET /fhir/R4/metadata'],
  'records.read': ['POST /fhir/R4/Patient/$match', 'GET /fhir/R4/Patient/:id/$summary', 'POST /fhir/R4/Patient/:id/$summary'],
};

/** Operations on a type of FHIR stand at FHIR's own address, whoever carries them out. */
const fhirOperation = /^\/fhir\/R4\/[A-Z][A-Za-z]+(?:\/:id)?\/\$[a-z-]+$/;

interface Titled {
  readonly where: string;
  readonly text: Text;
}

function textsOf(manifest: ModuleManifest): Titled[] {
  return [
    { where: 'title', text: manifest.title },
    ...manifest.permissions.map(({ code, title }) => ({ where: `permission ${code}`, text: title })),
    ...manifest.menu.map(({ path, title }) => ({ where: `menu ${path}`, text: title })),
    ...manifest.routes.map(({ method, path, summary }) => ({ where: `route ${method} ${path}`, text: summary })),
    ...Object.entries(manifest.problems).map(([code, text]) => ({ where: `problem ${code}`, text })),
    ...(manifest.commands ?? []).map(({ name, summary }) => ({ where: `command ${name}`, text: summary })),
  ];
}

const places = (text: string): string =>
  [...text.matchAll(/\{(\w+)\}/g)]
    .map((found) => found[1])
    .sort()
    .join(' ');

function textFindings(manifest: ModuleManifest, find: (rule: string, message: string) => void): void {
  for (const { where, text } of textsOf(manifest)) {
    if (!/\p{Script=Han}/u.test(text.zh ?? '')) find('text', `${where} has no Chinese text`);
    if (!/[A-Za-z]/.test(text.en ?? '')) find('text', `${where} has no English text`);
    else if (places(text.zh) !== places(text.en)) find('text', `${where} fills other places in the two languages`);
  }
}

function routeFindings(
  manifest: ModuleManifest,
  platform: boolean,
  open: OpenRoutes,
  find: (rule: string, message: string) => void,
): void {
  const own = new Set(manifest.permissions.map(({ code }) => code));
  for (const { method, path, permission } of manifest.routes) {
    const called = `${method} ${path}`;
    if (!platform && !path.startsWith(`/api/${manifest.id}/`) && !fhirOperation.test(path))
      find('path', `${called} must begin with /api/${manifest.id}/`);
    if (own.has(permission) || open[permission]?.includes(called)) continue;
    find('permission', `${called} declares ${permission}, which this module neither owns nor is let to use`);
  }
  for (const { path, permission } of manifest.menu) {
    if (!own.has(permission)) find('permission', `menu ${path} needs ${permission}, which this module does not own`);
  }
  for (const { type, permission } of manifest.events ?? []) {
    if (!own.has(permission)) find('permission', `event ${type} needs ${permission}, which this module does not own`);
  }
}

function codeFindings(manifest: ModuleManifest, find: (rule: string, message: string) => void): void {
  const codes = [
    ...manifest.permissions.map(({ code }) => code),
    ...Object.keys(manifest.problems),
    ...(manifest.events ?? []).map(({ type }) => type),
  ];
  for (const code of codes) {
    if (!new RegExp(`^${manifest.id}\\.[a-z0-9-]+$`).test(code))
      find('code', `${code} must be ${manifest.id}.words-in-kebab-case`);
  }
  for (const [code, { status }] of Object.entries(manifest.problems)) {
    if (!Number.isInteger(status) || status < 400 || status > 599) find('status', `${code} has the status ${status}`);
  }
}

const doubles = (items: readonly string[]): string[] => [
  ...new Set(items.filter((item, index) => items.indexOf(item) !== index)),
];

/** What modules announce, judged together: codes, texts, permissions, addresses, and who listens to whom. */
export function checkManifests(
  modules: readonly ModuleManifest[],
  platform: readonly ModuleManifest[] = [],
  open = openRoutes,
): Finding[] {
  const findings: Finding[] = [];
  for (const manifest of [...modules, ...platform]) {
    const path = `${platform.includes(manifest) ? 'platform' : 'modules'}/${manifest.id}`;
    const find = (rule: string, message: string) => findings.push({ rule: `manifest.${rule}`, path, message });
    textFindings(manifest, find);
    routeFindings(manifest, platform.includes(manifest), open, find);
    codeFindings(manifest, find);
  }
  const all = [...modules, ...platform];
  const told = new Set(all.flatMap(({ events = [] }) => events.map(({ type }) => type)));
  for (const { id, subscriptions = [] } of all) {
    for (const { name, event } of subscriptions) {
      if (!told.has(event))
        findings.push({
          rule: 'manifest.event',
          path: `modules/${id}`,
          message: `${name} waits for ${event}, which nobody announces`,
        });
    }
  }
  const names = [
    ...all.flatMap(({ routes }) => routes.map(({ method, path }) => `route ${method} ${path}`)),
    ...all.flatMap(({ menu }) => menu.map(({ path }) => `menu ${path}`)),
    ...all.flatMap(({ subscriptions = [] }) => subscriptions.map(({ name }) => `subscription ${name}`)),
    ...all.flatMap(({ start = [] }) => start.map(({ name }) => `start task ${name}`)),
    ...all.flatMap(({ commands = [] }) => commands.map(({ name }) => `command ${name}`)),
    ...all.map(({ id }) => `module ${id}`),
  ];
  return [
    ...findings,
    ...doubles(names).map((name) => ({ rule: 'manifest.double', path: 'modules', message: `${name} is announced twice` })),
  ];
}
