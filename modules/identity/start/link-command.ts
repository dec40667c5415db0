import { type Command, type StartContext, withTx } from '@songhua/kernel';
import { type LinkingStep, linkPeople } from '../linking/link-people.ts';
import { dropWaiting, everySource } from '../store/bulk.ts';
import { deriveIds } from '../store/derive-ids.ts';
import { type BulkMeans, linkGroups, reviewPairs } from '../store/link-groups.ts';
import { measureInUse, useModel } from '../store/model.ts';

const usage = '[--review-only] [--without-links] [--json]';
const known = new Set(usage.split(' ').map((word) => word.replace(/[[\]]/g, '')));

/** Groups and pairs that are written in one transaction. */
const atOnce = 2_000;
/** So many of the likeliest are laid before people; what is beyond nobody would come to. */
const mostReviews = 100_000;

const steps: Readonly<Record<LinkingStep, { readonly zh: string; readonly en: string }>> = {
  read: { zh: '读取登记', en: 'reading registrations' },
  prepare: { zh: '学习模型', en: 'learning the model' },
  score: { zh: '比对', en: 'comparing' },
  join: { zh: '归并', en: 'joining' },
};
const writing = { zh: '写入', en: 'writing' };

function* chunks<T>(all: Iterable<T>, most: number): Generator<readonly T[]> {
  let chunk: T[] = [];
  for (const one of all) {
    chunk.push(one);
    if (chunk.length < most) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

/** Finds out who is one person over the whole register: by the model in use where the register is too small to teach one of its own. */
async function findGroups({ pool, progress, now }: Pick<StartContext, 'pool' | 'progress' | 'now'>) {
  const { model, thresholds } = await withTx(pool, 'read', measureInUse);
  const found = await linkPeople(everySource(pool), {
    model,
    thresholds,
    version: `register ${now.toISOString().slice(0, 16)}Z`,
    progress: (step, done, of) => progress(steps[step], done, of ?? 0),
  });
  return { found, measure: { model: found.model, thresholds } };
}

/** Links all registrations at once; killed at any moment it is run again and goes on, since what is so already is not written twice. */
export const linkCommand: Command = {
  name: 'identity link',
  usage,
  summary: {
    zh: '比对全部居民登记，归并确定为同一人的，其余可疑的提交审核（--review-only 只提交审核；--without-links 不写 Patient.link）',
    en: 'compare all registrations, link who is certainly one person and lay the rest before people (--review-only: link nobody; --without-links: write no Patient.link)',
  },
  run: async (args, context) => {
    const { pool, now, print, progress } = context;
    const wrong = args.find((arg) => !known.has(arg));
    if (wrong !== undefined) {
      print(`${wrong}: ${usage}`);
      return 2;
    }
    const { found, measure } = await findGroups(context);
    const means: BulkMeans = {
      ...{ now, newId: deriveIds(`identity link ${process.pid} ${now.toISOString()}`), measure },
      reviewOnly: args.includes('--review-only'),
      tell: !args.includes('--without-links'),
    };
    let [people, reviews, done] = [0, 0, 0];
    for (const groups of chunks(found.groups(), atOnce)) {
      const made = await withTx(pool, 'write', (tx) => linkGroups(tx, groups, means));
      people += made.people;
      reviews += made.reviews;
      done += groups.length;
      progress(writing, done, found.figures.people);
    }
    let left = mostReviews;
    for (const pairs of chunks(found.reviews(), atOnce)) {
      const some = pairs.slice(0, left).map(({ one, other }) => [one, other] as const);
      if (some.length === 0) break;
      reviews += await withTx(pool, 'write', (tx) => reviewPairs(tx, some, means));
      left -= some.length;
    }
    // What was only laid before people still waits to be linked.
    if (!means.reviewOnly) await withTx(pool, 'write', (tx) => dropWaiting(tx, now));
    const figures = { ...found.figures, linked: people, opened: reviews };
    if (args.includes('--json')) print(JSON.stringify(figures));
    else
      print(
        `${figures.records} 条登记 / registrations; ${figures.people} 人有多条登记 / people of several; 新归并 / linked now ${people}; 新提交审核 / reviews opened ${reviews}`,
      );
    return 0;
  },
};

/** Teaches the model by this register, without linking anybody. */
export const trainCommand: Command = {
  name: 'identity train',
  usage: '[--json]',
  summary: {
    zh: '用本库的登记学习比对模型并启用（不归并任何人）',
    en: 'teach the model by the registrations of this house and put it to use; links nobody',
  },
  run: async (args, context) => {
    const { model } = (await findGroups(context)).found;
    await withTx(context.pool, 'write', (tx) => useModel(tx, model, context.now));
    context.print(args.includes('--json') ? JSON.stringify({ version: model.version, records: model.records }) : model.version);
    return 0;
  },
};
