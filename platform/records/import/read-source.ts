import { setImmediate as breathe } from 'node:timers/promises';
import { type FieldError, ok, withTx } from '@songhua/kernel';
import { headOf } from '../http/stored-text.ts';
import type { Gatherer } from './gather.ts';
import type { ImportJob, LineErrors, SourceProgress } from './job.ts';
import { type Judged, judgeLine, judgeScan } from './judge-line.ts';
import { cutLines } from './lines.ts';
import type { Opened } from './open-source.ts';
import { type FindOne, readBundle } from './read-bundle.ts';
import type { Importing, Stretch } from './run-job.ts';
import { SourceError } from './source-error.ts';

/** A batch ends when it holds so many bytes, however few resources. */
const mostBytes = 64 * 1024 * 1024;
/** Lines that are judged before others of the process get a turn: some milliseconds. */
const linesAtOnce = 100;
/** Longest text of a bundle: what a JavaScript string can hold is little more. */
const longestBundle = 400 * 1024 * 1024;

/** What stretches are made of as they are read. */
interface Gathering {
  take(judged: Judged, line: number, size: number): void;
  isFull(): boolean;
  isEmpty(): boolean;
  /** Ends a stretch at this line and begins the next. */
  cut(line: number, bytes: number): Stretch;
}

function gathering({ clock, batch }: Importing, job: ImportJob, gatherer: () => Gatherer, start: number): Gathering {
  const writes = job.phase === 'writing';
  let from = start;
  let errors: LineErrors[] = [];
  let count = 0;
  let bytes = 0;
  let begun: Gatherer | undefined;
  return {
    take: (judged, line, size) => {
      count += 1;
      bytes += size;
      if (!judged.ok) errors.push({ line, errors: judged.error });
      else if (writes) {
        if (!begun) {
          begun = gatherer();
          begun.begin(clock(), { resources: batch, bytes: batch * 2000 });
        }
        begun.add(judged.value);
      }
    },
    isFull: () => count >= batch || bytes >= mostBytes,
    isEmpty: () => count === 0,
    cut: (line, end) => {
      const stretch = { from, line, bytes: end, errors, batch: begun?.end() ?? null };
      from = line;
      errors = [];
      count = 0;
      bytes = 0;
      begun = undefined;
      return stretch;
    },
  };
}

async function* readNdjson(
  importing: Importing,
  job: ImportJob,
  source: SourceProgress,
  { chunks }: Opened,
  gatherer: () => Gatherer,
): AsyncGenerator<Stretch> {
  const stretch = gathering(importing, job, gatherer, source.line);
  const now = importing.clock();
  let [line, bytes] = [source.line, source.bytes];
  let since = 0;
  for await (const lines of cutLines(chunks, source)) {
    for (const one of lines) {
      ({ line, end: bytes } = one);
      stretch.take(judgeLine(importing.store, job.level, one, now), line, one.text?.length ?? 0);
      if (stretch.isFull()) yield stretch.cut(line, bytes);
      since += 1;
      if (since % linesAtOnce === 0) await breathe();
    }
  }
  if (!stretch.isEmpty()) yield stretch.cut(line, bytes);
}

/** What a condition means, asked of the store once; what finds nothing is asked again, for it may have come since. */
function finder({ pool, store, clock }: Importing): FindOne {
  const known = new Map<string, string>();
  return async (type, criteria) => {
    const key = `${type}?${criteria}`;
    const found = known.get(key);
    if (found !== undefined) return ok(found);
    const search = store.parse({ type, query: [...new URLSearchParams(criteria)], lenient: false }, clock());
    if (!search.ok) return { ok: false, error: search.error.errors ?? [] };
    const page = await withTx(pool, 'search', (tx) =>
      store.findPage(tx, { ...search.value, sort: [], total: 'none' }, { limit: 2 }),
    );
    if (!page.ok) return { ok: false, error: page.error.errors ?? [] };
    const [first, second] = page.value.matches;
    if (second) {
      const message = { zh: '条件找到的资源不止一个', en: 'the condition finds more than one resource' };
      const error: FieldError = { field: 'reference', rule: 'several-matches', value: key.slice(0, 200), message };
      return { ok: false, error: [error] };
    }
    if (!first) return ok(null);
    const { id } = headOf(first.body);
    known.set(key, id);
    return ok(id);
  };
}

async function textOf({ chunks }: Opened, address: string): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > longestBundle) throw new SourceError('records.import-bundle-too-long', { address, limit: longestBundle });
    parts.push(chunk);
  }
  return Buffer.concat(parts).toString('utf8');
}

async function* readOneBundle(
  importing: Importing,
  job: ImportJob,
  source: SourceProgress,
  opened: Opened,
  gatherer: () => Gatherer,
): AsyncGenerator<Stretch> {
  const { store } = importing;
  const now = importing.clock();
  const stretch = gathering(importing, job, gatherer, source.line);
  // What is only checked may refer to what the same import will bring.
  const trusting = job.phase === 'checking';
  const bundle = await readBundle(await textOf(opened, source.address), finder(importing), trusting);
  if (!bundle.ok) {
    stretch.take({ ok: false, error: bundle.error }, 1, 0);
    yield stretch.cut(1, 0);
    return;
  }
  let line = source.line;
  for await (const entry of bundle.value.read()) {
    if (entry.line <= source.line) continue;
    ({ line } = entry);
    const { read } = entry;
    if (!read.ok) stretch.take(read, line, 0);
    else if (read.value) {
      const { scan, id } = read.value;
      stretch.take(judgeScan(store, job.level, scan, line, now, id), line, scan.text.length);
    }
    if (stretch.isFull()) yield stretch.cut(line, 0);
    if (line % linesAtOnce === 0) await breathe();
  }
  if (!stretch.isEmpty()) yield stretch.cut(line, 0);
}

/** Reads a source from where it stands, stretch by stretch. */
export const readSource = (...asked: Parameters<typeof readNdjson>): AsyncGenerator<Stretch> =>
  (asked[2].kind === 'bundle' ? readOneBundle : readNdjson)(...asked);
