import { parentPort, workerData } from 'node:worker_threads';
import { readBytes } from './read-bytes.ts';
import type { ReadLimits } from './sheet.ts';

/** Reads one file away from the thread that serves everybody. */
const { bytes, limits } = workerData as { readonly bytes: Uint8Array; readonly limits: ReadLimits };
parentPort?.postMessage(await readBytes(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), limits));
