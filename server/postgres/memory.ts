import { totalmem } from 'node:os';

const mib = 2 ** 20;

/** Memory of this machine, or of the container around this process where that is less; bytes. */
export function memoryOfMachine(): number {
  const bound = process.constrainedMemory();
  return bound > 0 ? Math.min(bound, totalmem()) : totalmem();
}

/**
 * PostgreSQL's settings for a machine with so many bytes, most of which belong to others: a sixteenth to hold pages (128 MB to
 * 2 GB), and what the system is likely to keep of files, which plans count on. Indexes larger than what is held cost an import several times
 * more (docs/adr/0009).
 */
export function settingsFor(bytes: number): Readonly<Record<string, string>> {
  const held = Math.min(Math.max(Math.floor(bytes / 16 / mib), 128), 2048);
  return {
    shared_buffers: `${held}MB`,
    effective_cache_size: `${Math.max(Math.floor(bytes / 2 / mib), 256)}MB`,
    max_wal_size: bytes >= 16 * 1024 * mib ? '4GB' : '2GB',
  };
}
