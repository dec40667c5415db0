import type { Text } from '@songhua/kernel';

/** Why a backup cannot be made, read or restored, in both languages; the command ends with it. */
export class BackupError extends Error {
  constructor({ zh, en }: Text, options?: ErrorOptions) {
    super(`${zh} / ${en}`, options);
  }
}

/** The key given does not open the file, or it is no backup at all: nothing was learnt of what is in it. */
export class UnopenedError extends BackupError {}
