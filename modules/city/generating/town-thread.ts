/** A thread that makes towns one after the other, as many pieces ahead as it was allowed. */
import { parentPort, workerData } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import { startTally } from '@songhua/engine-city/health/tally.ts';
import { layCity } from '../domain/order.ts';
import { summariseTown } from '../domain/summarise-town.ts';
import { peopleOf, writeTown } from '../domain/write-town.ts';
import type { FromThread, Piece, ThreadData, ToThread } from './messages.ts';
import { truthHead, truthLines } from './truth-lines.ts';

const { facts, order, form, window } = workerData as ThreadData;
const laid = layCity(facts, order);
if (!laid.ok) throw new Error(`${laid.error.code} ${JSON.stringify(laid.error.params)}`);
const { plan, places } = laid.value;
const placeOf = new Map(places.map((place) => [place.code, place]));

/** Letters of text that make a piece. */
const pieceLength = form === 'lines' ? 1 << 18 : 1 << 20;

let credit = window;
let credited: () => void = () => {};
const asked: (ToThread & { readonly kind: 'make' })[] = [];
let called: () => void = () => {};

const post = (message: FromThread, moved: readonly ArrayBuffer[] = []): void => parentPort?.postMessage(message, [...moved]);

/** Its bytes lie in memory of their own, so that they are handed over without a copy. */
const encoder = new TextEncoder();

async function send(code: string, file: string, lines: number, text: string): Promise<void> {
  while (credit === 0) await new Promise<void>((resolve) => (credited = resolve));
  credit -= 1;
  const plain = encoder.encode(text);
  const bytes = file.endsWith('.gz') ? Uint8Array.from(gzipSync(plain, { level: 6 })) : plain;
  const piece: Piece = { file, lines, bytes };
  post({ kind: 'piece', code, piece }, [bytes.buffer]);
}

async function make(code: string, skip: number): Promise<void> {
  const place = placeOf.get(code);
  if (!place) throw new Error(`the city has no town ${code}`);
  const town = peopleOf(place, plan);
  const resources: Record<string, number> = {};
  const open = new Map<string, { lines: number; text: string }>();
  const put = async (file: string, line: string): Promise<void> => {
    const piece = open.get(file) ?? { lines: 0, text: '' };
    open.set(file, piece);
    piece.lines += 1;
    piece.text += `${line}\n`;
    if (piece.text.length < pieceLength) return;
    open.delete(file);
    await send(code, file, piece.lines, piece.text);
  };
  const tally = startTally();
  let line = 0;
  for (const resource of writeTown(town, plan, order.registrationsOnly, tally)) {
    resources[resource.resourceType] = (resources[resource.resourceType] ?? 0) + 1;
    line += 1;
    if (line > skip) await put(form === 'lines' ? '' : `${resource.resourceType}.ndjson.gz`, JSON.stringify(resource));
  }
  if (form === 'files') {
    if (place.code === places[0]?.code) await put('truth.csv', truthHead);
    for (const one of truthLines(town)) await put('truth.csv', one);
  }
  for (const [file, { lines, text }] of open) await send(code, file, lines, text);
  post({ kind: 'done', code, summary: summariseTown(town, resources, tally.counts) });
}

parentPort?.on('message', (message: ToThread) => {
  if (message.kind === 'more') {
    credit += 1;
    credited();
  } else {
    asked.push(message);
    called();
  }
});

for (;;) {
  const next = asked.shift();
  if (next) await make(next.code, next.skip);
  else await new Promise<void>((resolve) => (called = resolve));
}
