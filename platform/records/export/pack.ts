import type { Chunk, PartKind } from './job.ts';

/** A version that belongs to an export. */
export interface Picked {
  readonly rid: bigint;
  readonly version: number;
  /** Length of its text. */
  readonly bytes: number;
}

/** Some of a type, found together. */
export interface Found {
  readonly kind: PartKind;
  readonly type: string;
  readonly picked: readonly Picked[];
}

/** What is read together, and where it stands: parts are numbered from 1, chunks of a part from 0. */
export interface Packed extends Chunk {
  readonly part: number;
  readonly chunk: number;
  readonly kind: PartKind;
  readonly type: string;
}

export interface PackBounds {
  /** Resources in a part. */
  readonly part: number;
  /** Resources in a chunk, and bytes of texts: a chunk is held in memory. One text may be larger alone. */
  readonly chunk: number;
  readonly bytes: number;
}

export const usualPack: PackBounds = { part: 100_000, chunk: 1_000, bytes: 1024 * 1024 };

/** Divides what comes, type after type, into chunks of bounded size and parts of one type and kind. */
export async function* packFound(found: AsyncIterable<Found>, bounds: PackBounds = usualPack): AsyncGenerator<Packed> {
  let [part, chunk, inPart, bytes] = [0, 0, 0, 0];
  let [kind, type]: readonly [PartKind, string] = ['output', ''];
  let rids: bigint[] = [];
  let versions: number[] = [];
  const close = (): Packed[] => {
    if (rids.length === 0) return [];
    const packed = { part, chunk, kind, type, rids, versions };
    [rids, versions, bytes] = [[], [], 0];
    chunk += 1;
    return [packed];
  };
  for await (const some of found) {
    for (const one of some.picked) {
      const isOther = part === 0 || some.kind !== kind || some.type !== type;
      if (isOther || inPart >= bounds.part) {
        yield* close();
        [part, chunk, inPart] = [part + 1, 0, 0];
        [kind, type] = [some.kind, some.type];
      } else if (rids.length >= bounds.chunk || (rids.length > 0 && bytes + one.bytes > bounds.bytes)) yield* close();
      rids.push(one.rid);
      versions.push(one.version);
      bytes += one.bytes;
      inPart += 1;
    }
  }
  yield* close();
}
