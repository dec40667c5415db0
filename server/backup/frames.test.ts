import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Frame, type FrameKind, frame, readFrames } from './frames.ts';

const anyFrames = fc.array(
  fc.tuple(fc.constantFrom<FrameKind>('H', 'T', 'D', 'E', 'S', 'Z'), fc.uint8Array({ maxLength: 300 })),
  {
    maxLength: 12,
  },
);

async function* cut(bytes: Uint8Array, pieces: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (const piece of [...pieces, bytes.length]) {
    yield bytes.subarray(at, at + piece);
    at += piece;
  }
}

async function readAll(source: AsyncIterable<Uint8Array>): Promise<Frame[]> {
  const frames: Frame[] = [];
  for await (const { kind, bytes } of readFrames(source)) frames.push({ kind, bytes: new Uint8Array(bytes) });
  return frames;
}

test('frames come out as they went in, however the stream is cut', () =>
  fc.assert(
    fc.asyncProperty(anyFrames, fc.array(fc.nat(64), { maxLength: 60 }), async (frames, pieces) => {
      const bytes = Buffer.concat(frames.flatMap(([kind, content]) => frame(kind, content)));
      const read = await readAll(cut(bytes, pieces));
      assert.deepEqual(
        read,
        frames.map(([kind, content]) => ({ kind, bytes: new Uint8Array(content) })),
      );
    }),
  ));

test('a stream that ends within a frame is refused, and so is what is no frame', async () => {
  const bytes = Buffer.concat(frame('D', new Uint8Array(20)));
  for (let length = 1; length < bytes.length; length += 1)
    await assert.rejects(readAll(cut(bytes.subarray(0, length), [])), /damaged/, `${length} bytes`);
  await assert.rejects(readAll(cut(Buffer.from('not a backup'), [])), /damaged/);
  await assert.rejects(readAll(cut(Buffer.from([0x44, 0xff, 0xff, 0xff, 0xff, 0]), [])), /damaged/, 'a length nobody wrote');
});
