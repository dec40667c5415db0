import { readFile, writeFile } from 'node:fs/promises';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import type { Config } from '../config.ts';
import { BackupError } from './backup-error.ts';
import type { Key, Lock } from './sealed.ts';

type KeySettings = Pick<Config, 'SONGHUA_BACKUP_RECIPIENTS' | 'SONGHUA_BACKUP_IDENTITY' | 'SONGHUA_BACKUP_PASSPHRASE'>;

/** How backups are locked as the settings say. Refuses none at all: what a backup holds must not lie about in the clear. */
export function lockOf({ SONGHUA_BACKUP_RECIPIENTS: keys, SONGHUA_BACKUP_PASSPHRASE: passphrase }: KeySettings): Lock {
  const recipients = (keys ?? '').split(/[\s,]+/).filter(Boolean);
  if (recipients.length > 0) return { recipients };
  if (passphrase !== undefined) return { passphrase };
  throw new BackupError({
    zh: '备份必须加密：请设置 SONGHUA_BACKUP_RECIPIENTS（公钥，可用 `songhua backup key FILE` 生成）或 SONGHUA_BACKUP_PASSPHRASE',
    en: 'a backup must be locked: set SONGHUA_BACKUP_RECIPIENTS (public keys; `songhua backup key FILE` makes one) or SONGHUA_BACKUP_PASSPHRASE',
  });
}

/** What opens backups here; undefined where the secret half is kept elsewhere. */
export async function keyOf({
  SONGHUA_BACKUP_IDENTITY: file,
  SONGHUA_BACKUP_PASSPHRASE: passphrase,
}: KeySettings): Promise<Key | undefined> {
  if (file === undefined) return passphrase === undefined ? undefined : { passphrase };
  const text = await readFile(file, 'utf8').catch((cause: Error) => {
    throw new BackupError(
      { zh: `SONGHUA_BACKUP_IDENTITY=${file} 无法读取`, en: `SONGHUA_BACKUP_IDENTITY=${file} cannot be read` },
      {
        cause,
      },
    );
  });
  const identities = text.split('\n').filter((line) => line.startsWith('AGE-SECRET-KEY-'));
  if (identities.length > 0) return { identities };
  throw new BackupError({ zh: `${file} 中没有 age 私钥`, en: `${file} holds no age identity` });
}

/** Makes a key, its secret half in a file that only its owner reads; returns the public half. Never overwrites. */
export async function makeKey(file: string): Promise<string> {
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  await writeFile(file, `# public key: ${recipient}\n${identity}\n`, { mode: 0o600, flag: 'wx' }).catch((cause: Error) => {
    throw new BackupError(
      { zh: `无法写入 ${file}：${cause.message}`, en: `${file} cannot be written: ${cause.message}` },
      { cause },
    );
  });
  return recipient;
}
