import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Whom PostgreSQL runs as; undefined when it runs as ourselves. */
export interface Owner {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** The user PostgreSQL shall run as: PostgreSQL refuses root, so a started-by-root server lends it another. */
export async function findOwner(wanted: string | undefined): Promise<Owner | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const users = new Map(
    (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => {
      const [name = '', , uid, gid] = line.split(':');
      return [name, { name, uid: Number(uid), gid: Number(gid) }] as const;
    }),
  );
  const names = wanted ? [wanted] : ['songhua', 'postgres', 'nobody'];
  const owner = names.map((name) => users.get(name)).find((user) => user !== undefined && user.uid !== 0);
  if (!owner)
    throw new Error(`PostgreSQL cannot run as root and none of these users exists: ${names.join(', ')} (SONGHUA_PG_USER)`);
  return owner;
}

/** Whether the owner can walk down to the folder: every folder above it lets others (or the owner) pass. */
export async function canReach(path: string, owner: Owner | undefined): Promise<boolean> {
  if (!owner) return true;
  for (let at = path; ; at = dirname(at)) {
    const found = await stat(at).catch(() => undefined);
    if (found) {
      const bit = found.uid === owner.uid ? 0o100 : found.gid === owner.gid ? 0o010 : 0o001;
      if ((found.mode & bit) === 0) return false;
    }
    if (at === dirname(at)) return true;
  }
}
