import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everything, type Reach, type Tx, withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import fc from 'fast-check';
import type { FhirStore } from '../fhir-store.ts';
import { createRecordStore } from '../record-store.ts';
import { isReached, maskedOf } from './decide-reached.ts';
import { type Answer, askRoute, type Question } from './fixtures/ask-route.ts';
import { buildCity, type City, membersIn, standingOf } from './fixtures/city.ts';
import { change } from './fixtures/draw-changes.ts';
import { city, now, question, reach } from './fixtures/drawing.ts';
import { maskLines, maskLists } from './fixtures/mask-slowly.ts';
import { takeOut } from './fixtures/take-out.ts';

/*
 * Non-interference: what a reader is answered is what the same question is answered on a database that holds only what this reader
 * reaches, byte for byte. That database is made of the very one that was asked, by taking out everything else in the same transaction: so ids,
 * numbers, versions and times are the same. What is taken out is decided by the specification (decide-reached.ts) over what the
 * generator knows of its own resources. Patients are put together as one person and taken apart while the city is written; the
 * specification over what was said of each of them is what the shared rows are held to.
 *
 * Where the reader's ways mask something, the second answer is masked before they are compared: by the specification again for what is masked
 * of which resource that was reached by which letter, and by fixtures/mask-slowly.ts for how. So exactly what should be masked is, in lists and nowhere else.
 */

const cases = Number(process.env['SONGHUA_TEST_CASES'] ?? 300);
/** Questions of one city and one reader. */
const together = 10;
/** The long form takes its time; the runner's own limit is for the short one. */
const patience = { timeout: Math.max(600_000, cases * 1_000) };
const begin = new Date('2026-11-22T07:00:00Z');

/** Questions and the pages behind them, each answer in turn; refusals are answers. */
async function ask(store: FhirStore, tx: Tx, by: Reach, asked: Question): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let next: Question | undefined = asked; next && answers.length < 5; ) {
    const at: Question = next;
    // Whatever was written is undone: the next question finds what this one found.
    await tx.attempt(async () => {
      answers.push(await askRoute(store, tx, by, at, now));
      return { ok: false };
    });
    const { body } = (answers.at(-1) ?? {}) as { readonly body?: unknown };
    const link = typeof body === 'string' ? /"relation":"next","url":"http:\/\/test\/fhir\/R4\/?([^"]*)"/.exec(body) : null;
    next = at.method === 'GET' && link?.[1] !== undefined ? { ...at, path: link[1] } : undefined;
  }
  return answers;
}

const differs = (asked: Question, here: readonly Answer[], there: readonly Answer[]): string =>
  `${asked.method} ${decodeURI(asked.path)} ${asked.body ?? ''}\n  answered ${JSON.stringify(here)}\n  but with only what is reached ${JSON.stringify(there)}`;

interface Body {
  readonly resourceType: string;
  readonly id: string;
  readonly meta: { readonly versionId: string };
}

/** What an export hands out: resources line by line, and what was deleted or could not be exported. */
interface File {
  readonly file: string;
  readonly lines: readonly string[];
}

/** Answers with their lists as a reader sees them who is masked these fields of each resource. */
function inPart(
  answers: readonly Answer[],
  fieldsOf: (resource: Body, letter: 'r' | 's') => ReturnType<typeof maskedOf>,
  isSame: Parameters<typeof maskLists>[2],
): Answer[] {
  return answers.map((answer) => {
    const { body, files } = answer as { readonly body?: string; readonly files?: readonly File[] };
    const of: Parameters<typeof maskLists>[1] = (resource, letter) => fieldsOf(resource as unknown as Body, letter);
    if (Array.isArray(files))
      return {
        ...answer,
        files: files.map(({ file, lines }) => ({ file, lines: maskLines(lines, (resource) => of(resource, 'r')) })),
      };
    return body?.startsWith('{') ? { ...answer, body: maskLists(JSON.parse(body), of, isSame) } : answer;
  });
}

const parsed = (answers: readonly Answer[]): Answer[] =>
  inPart(
    answers,
    () => [],
    () => false,
  );

/** A reach as it is made of an account: holders who are a patient are all of the person. */
const ofWholePeople = (by: Reach, built: City): Reach => ({
  ...by,
  ways: by.ways.map((way) =>
    way.whose === 'everyone'
      ? way
      : {
          ...way,
          whose: way.whose.flatMap(({ relation, id }) =>
            id.startsWith('Patient/')
              ? membersIn(built, id.slice('Patient/'.length)).map((one) => ({ relation, id: `Patient/${one}` }))
              : [{ relation, id }],
          ),
        },
  ),
});

class Undone extends Error {}

/** One city, one reader: all questions on the whole, then on what is reached. `by` asks the second time. */
async function compare(
  store: FhirStore,
  pool: Parameters<typeof withTx>[0],
  [built, drawn, questions]: readonly [City, Reach, readonly Question[]],
  by: (reader: Reach) => Reach,
): Promise<number> {
  let refused = 0;
  const reader = ofWholePeople(drawn, built);
  await withTx(pool, 'write', async (tx) => {
    const models = await buildCity(store, tx, built, begin);
    const here: Answer[][] = [];
    for (const asked of questions) here.push(await ask(store, tx, reader, asked));
    const standing = standingOf(built, reader.purpose, reader.institutions, now);
    await takeOut(store, tx, models, ({ told }) => isReached(reader, 'r', told, standing));
    for (const [at, asked] of questions.entries()) {
      const answers = here[at] ?? [];
      // What depends on the reach alone is said as it is: a type that cannot be asked, a total that is not given.
      if (/records\.(scope-too-small|history-uncounted|masked-parameter)/.test(JSON.stringify(answers))) {
        refused += 1;
        continue;
      }
      const there = await ask(store, tx, by(reader), asked);
      if (by(reader) === reader || !reader.ways.some(({ masked }) => masked)) {
        assert.deepEqual(answers, there, differs(asked, answers, there));
        continue;
      }
      const shown = inPart(
        there,
        ({ resourceType, id, meta }, letter) => {
          const model = models.find(
            (one) => one.type === resourceType && one.id === id && one.version === Number(meta.versionId),
          );
          assert.ok(model, `${resourceType}/${id} version ${meta.versionId}`);
          return maskedOf(reader, letter, model.told, standing);
        },
        (one, other) => membersIn(built, one).includes(other),
      );
      assert.deepEqual(parsed(answers), shown, differs(asked, answers, shown));
    }
    throw new Undone();
  }).catch((error: unknown) => {
    if (!(error instanceof Undone)) throw error;
  });
  return refused;
}

test('whatever is read, the answer is that of a database that holds only what the reader reaches', patience, async (t) => {
  const pool = await testDatabase(t);
  const store = createRecordStore([], { searchBounds: { walked: 2 } });
  let refused = 0;
  let asked = 0;
  await fc.assert(
    fc.asyncProperty(fc.tuple(city, reach, fc.array(question, { minLength: together, maxLength: together })), async (one) => {
      refused += await compare(store, pool, one, () => everything);
      asked += one[2].length;
    }),
    {
      numRuns: Math.ceil(cases / together),
      ...(process.env['SONGHUA_TEST_SEED'] && { seed: Number(process.env['SONGHUA_TEST_SEED']) }),
    },
  );
  t.diagnostic(`${asked} questions, ${refused} of them refused by type alone`);
  assert.ok(refused < asked / 2, `${refused} of ${asked} were refused by type alone`);
});

test('whatever is changed, the answer is that of a database that holds only what the writer reaches', patience, async (t) => {
  const pool = await testDatabase(t);
  const store = createRecordStore([]);
  await fc.assert(
    fc.asyncProperty(fc.tuple(city, reach, fc.array(change, { minLength: together, maxLength: together })), async (one) => {
      await compare(store, pool, one, (reader) => reader);
    }),
    {
      numRuns: Math.ceil(cases / together / 3),
      ...(process.env['SONGHUA_TEST_SEED'] && { seed: Number(process.env['SONGHUA_TEST_SEED']) }),
    },
  );
});
