import { createReadStream, createWriteStream } from 'node:fs';
import { link, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { createZstdCompress, createZstdDecompress } from 'node:zlib';
import { Decrypter, Encrypter } from 'age-encryption';
import { BackupError, UnopenedError } from './backup-error.ts';

/** How a backup is locked: for the holders of these keys (`age1…`), or by a passphrase. */
export type Lock = { readonly recipients: readonly string[] } | { readonly passphrase: string };

/** What opens it: a key's text (`AGE-SECRET-KEY-1…`), or the passphrase. */
export type Key = { readonly identities: readonly string[] } | { readonly passphrase: string };

function encrypter(lock: Lock): Encrypter {
  const made = new Encrypter();
  if ('passphrase' in lock) made.setPassphrase(lock.passphrase);
  else
    for (const recipient of lock.recipients) {
      try {
        made.addRecipient(recipient);
      } catch (cause) {
        throw new BackupError({ zh: `“${recipient}” 不是 age 公钥`, en: `“${recipient}” is no age recipient` }, { cause });
      }
    }
  return made;
}

/**
 * Writes a stream as a file that only the key opens: zstd, then age (https://age-encryption.org/v1), so that the `age` and `zstd` of any
 * system can open it, too. Under its name there is a whole file or none; a file of that name is never overwritten. Returns its size.
 */
export async function seal(content: AsyncIterable<Uint8Array>, file: string, lock: Lock): Promise<number> {
  if (await stat(file).catch(() => undefined)) throw new BackupError({ zh: `${file} 已存在`, en: `${file} is there already` });
  const partial = `${file}.partial`;
  try {
    const packed = Readable.from(content).compose(createZstdCompress()) as Readable;
    const locked = await encrypter(lock).encrypt(Readable.toWeb(packed) as globalThis.ReadableStream<Uint8Array>);
    await pipeline(
      Readable.fromWeb(locked as unknown as ReadableStream),
      createWriteStream(partial, { mode: 0o600, flush: true }),
    );
    // A link, not a rename: it fails when somebody made a file of this name meanwhile.
    await link(partial, file);
    return (await stat(file)).size;
  } finally {
    await rm(partial, { force: true });
  }
}

/** What is in a sealed file. Refuses one that is not there, that this key does not open, or whose bytes are not those written. */
export async function* unseal(file: string, key: Key): AsyncGenerator<Uint8Array> {
  if (!(await stat(file).catch(() => undefined))?.isFile())
    throw new BackupError({ zh: `没有文件 ${file}`, en: `there is no file ${file}` });
  const decrypter = new Decrypter();
  if ('passphrase' in key) decrypter.addPassphrase(key.passphrase);
  else for (const identity of key.identities) decrypter.addIdentity(identity);
  const source = createReadStream(file);
  try {
    const opened = await decrypter
      .decrypt(Readable.toWeb(source) as unknown as globalThis.ReadableStream<Uint8Array>)
      .catch((cause: Error) => {
        throw new UnopenedError(
          { zh: `打不开 ${file}：密钥不符，或不是备份文件`, en: `${file} cannot be opened: another key, or no backup at all` },
          { cause },
        );
      });
    const content = Readable.fromWeb(opened as unknown as ReadableStream);
    const unpacked = content.compose(createZstdDecompress()) as Readable;
    try {
      for await (const chunk of unpacked as AsyncIterable<Buffer>) yield chunk;
    } catch (cause) {
      throw new BackupError({ zh: `${file} 已损坏或不完整`, en: `${file} is damaged or not whole` }, { cause });
    }
  } finally {
    source.destroy();
  }
}
