import { readCheckpoint, readHead, type Signed } from './heads.ts';
import { isSigned, type Signer } from './sign.ts';

/** What a signed mark says: the database was restored from a backup, and with it the log to so many entries. */
export interface RestoreMark {
  readonly log: string;
  /** Entries that the restored log has. */
  readonly number: number;
  /** Of which moment the backup is. */
  readonly backup: string;
  /** When it was restored. */
  readonly time: string;
}

const title = 'songhua audit restore 1';

/** `number` and times are as they were when it was restored. */
export function signRestore(signer: Signer, { log, number, backup, time }: RestoreMark): Signed {
  const text = `${title}\nlog ${log}\nnumber ${number}\nbackup ${backup}\ntime ${time}\n`;
  return { text, signature: signer.sign(text), key: signer.key };
}

const isMark = ({ text }: Signed): boolean => text.startsWith('songhua audit restore');

/** What a text that was signed as the mark of a restore says; null where it is none or its signature is wrong. */
export function readRestore({ text, signature, key }: Signed): RestoreMark | null {
  const [, log, number, backup, time] =
    /^songhua audit restore 1\nlog (\S+)\nnumber (\d+)\nbackup (\S+)\ntime (\S+)\n$/.exec(text) ?? [];
  if (!log || !number || !backup || !time || !isSigned(text, signature, key)) return null;
  return { log, number: Number(number), backup, time };
}

/** A restore, and the entries that the heads of before knew and the restored log does not have: from `number` + 1 to `to`. */
export interface Restore extends RestoreMark {
  readonly to: number;
}

export interface Settled {
  /** What the log must agree with. */
  readonly signed: readonly Signed[];
  /** Oldest first. */
  readonly restores: readonly Restore[];
}

interface Said {
  readonly log: string;
  readonly signed: Signed;
  readonly size: number;
  readonly time: string;
}

/**
 * Heads and checkpoints from outside as they hold after restores: what was signed before one of entries that it gave up is put aside, and
 * named. A mark counts when it is signed by a key that signed a head out there, too; any other stays among what is to be verified, where
 * it is found to be forged.
 */
export function settleRestores(all: readonly Signed[]): Settled {
  const marks = all.filter(isMark);
  if (marks.length === 0) return { signed: all, restores: [] };
  const others = all.filter((one) => !isMark(one));
  const said = others.map((signed): Said => {
    const head = readHead(signed);
    const checkpoint = head ? null : readCheckpoint(signed);
    return {
      signed,
      log: head?.log ?? checkpoint?.log ?? '',
      size: head?.size ?? checkpoint?.number ?? 0,
      time: head?.time ?? checkpoint?.time ?? '',
    };
  });
  const keys = new Set(said.filter(({ time }) => time !== '').map(({ signed }) => signed.key));
  const read = marks.map((mark) => ({ mark, says: keys.has(mark.key) ? readRestore(mark) : null }));
  const good = read.flatMap(({ says }) => says ?? []).sort((a, b) => (a.time < b.time ? -1 : 1));
  let kept: readonly Said[] = said;
  const restores = new Map<string, Restore>();
  for (const mark of good) {
    const isGivenUp = ({ log, size, time }: Said): boolean =>
      log === mark.log && size > mark.number && time !== '' && time <= mark.time;
    const to = kept.filter(isGivenUp).reduce((most, { size }) => Math.max(most, size), mark.number);
    kept = kept.filter((one) => !isGivenUp(one));
    if (!restores.has(mark.time)) restores.set(mark.time, { ...mark, to });
  }
  const forged = read.flatMap(({ mark, says }) => (says ? [] : [mark]));
  return { signed: [...kept.map(({ signed }) => signed), ...forged], restores: [...restores.values()] };
}
