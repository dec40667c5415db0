import { type ModuleManifest, type People, type Role, roles } from '@songhua/kernel';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** Permissions that no manifest gives to roles. */
const open: Readonly<Record<string, string>> = { public: 'everybody · 所有人', 'signed-in': 'who is signed in · 已登录者' };

/** What a route says that it tells of residents, with the reason if it needs one. */
const tells = (people: People): string => (typeof people === 'string' ? people : `oversight: ${people.oversight}`);

/** Every route of every manifest: which permission it asks, what it tells of residents, and who has it. Those of one module stand together, by address. */
export function printPermissions(manifests: readonly ModuleManifest[]): string {
  const all = new Map(manifests.flatMap(({ permissions }) => permissions).map((one) => [one.code, one] as const));
  const rolesOf = (code: string): string =>
    open[code] ?? (all.get(code)?.roles ?? []).map((role: Role) => `${role} ${roles[role].zh}`).join(', ');
  const sections = manifests
    .filter(({ routes }) => routes.length > 0)
    .map(({ id, title, routes }) => {
      const rows = routes
        .toSorted((a, b) => (a.path === b.path ? (a.method < b.method ? -1 : 1) : a.path < b.path ? -1 : 1))
        .map(
          ({ method, path, permission, people }) =>
            `| ${method} | \`${cell(path)}\` | \`${permission}\` | ${cell(tells(people))} | ${cell(rolesOf(permission))} |`,
        );
      return `## ${id} · ${title.zh}\n\n| method | address | permission | residents | roles |\n| --- | --- | --- | --- | --- |\n${rows.join('\n')}\n`;
    });
  const without = [...all.values()]
    .filter(({ code }) => !manifests.some(({ routes }) => routes.some(({ permission }) => permission === code)))
    .map(({ code, title, roles: held }) => `| \`${code}\` | ${cell(title.zh)} · ${cell(title.en)} | ${held.join(', ')} |`);
  return `# Permissions · 权限

Which route asks which permission, and which roles hold it from the start. Backends (\`client_credentials\`) hold the permissions of the
modules their \`api/…\` scopes name, and of the record store by \`system/…\`. What of the record store somebody reaches is decided beside
this, by policies: [who sees what](../guide/who-sees-what.md). The server's own addresses without a permission, and why, stand in
\`server/http/open-routes.ts\`.

*Residents* is what the answers tell of people whose records lie in the store: **none** nothing, whoever asks; **reach** what the same question
is answered over a database that holds only what the asker reaches; **own** the asker's own things, and of those they act for; **oversight**
residents whoever the asker is to them, for the reason that stands there. A property asks every route of *reach* and *own*
(\`server/property/\`), a test every one of *none* about somebody who is planted, and a route that is in neither fails a check.

Printed by \`node checks/print-permissions.ts\` from the manifests; a check keeps this page equal to them.

${sections.join('\n')}
## Beside routes · 不在路由上的权限

| permission | title | roles |
| --- | --- | --- |
${without.join('\n')}
`;
}
