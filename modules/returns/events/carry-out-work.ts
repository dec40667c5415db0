import { append, readEvent } from '@songhua/events';
import { type DomainEvent, type RecordStore, type Refusal, type Subscription, type Tx, toProblem } from '@songhua/kernel';
import { workAsked } from '../contract.ts';
import { maskText } from '../domain/mask-private.ts';
import { stateTitles } from '../domain/move-state.ts';
import { problems } from '../problems.ts';
import { replaceFindings } from '../store/findings.ts';
import { holdSubmission, insertHistory, readUpload, type SubmissionRow, saveChecked, saveStep } from '../store/submissions.ts';
import { takeTurn } from '../store/take-turn.ts';
import { beside, endWork, type Progress, readWork, tellProgress, type WorkRow } from '../store/work.ts';
import { applyReturn } from './apply-return.ts';
import { type CheckResult, checkReturn, isSound } from './check-return.ts';
import { undoReturn } from './undo-return.ts';

/** Longest time for one piece of work, ms. */
const longest = 15 * 60_000;

type Problem = { readonly zh: string; readonly en: string };

/** A refusal in both languages, with the first of what it lists; everybody who reads of the return reads it. */
const textsOf = (refusal: Refusal): Problem => maskText(sayRefusal(refusal));

function sayRefusal({ code, params, errors }: Refusal): Problem {
  const own = code in problems;
  const said = own
    ? toProblem({ code, ...(params && { params }) }, problems, 'zh').texts
    : { zh: `登记库拒绝写入（${code}）。`, en: `The registry refuses it (${code}).` };
  const [first] = errors ?? [];
  if (!first) return said;
  return { zh: `${said.zh} ${first.field}：${first.message.zh}`, en: `${said.en} ${first.field}: ${first.message.en}` };
}

const scopeOf = ({ kind, area, asOf, goodOnly }: SubmissionRow, file: string, by: string) => ({
  kind,
  area,
  asOf,
  goodOnly,
  file,
  by,
});

async function check(tx: Tx, records: RecordStore, submission: SubmissionRow, progress: Progress) {
  const upload = await readUpload(tx, submission.upload);
  if (!upload) throw new Error(`the file of ${submission.id} is gone`);
  const found = await checkReturn(tx, records, scopeOf(submission, upload.name, upload.by), upload.content, progress);
  // Found once more as it was: what is written of it stays.
  if (found.ok && found.value.digest !== submission.digest) await saveFindings(tx, submission.id, found.value);
  return found;
}

export async function saveFindings(tx: Tx, submission: string, { decision, checked, digest }: CheckResult): Promise<void> {
  await replaceFindings(tx, submission, decision.faults, decision.planned);
  await saveChecked(tx, submission, checked, digest);
}

/** Accepts what was submitted: the file is checked once more, and applied when it still comes to what the reviewer saw. */
async function apply(
  tx: Tx,
  records: RecordStore,
  submission: SubmissionRow,
  work: WorkRow,
  now: Date,
  progress: Progress,
): Promise<Problem | null> {
  const found = await check(tx, records, submission, progress);
  if (!found.ok) return textsOf(found.error);
  if (found.value.digest !== submission.digest)
    return {
      zh: '检查之后登记数据有了变化，差异已重新计算，请再看一遍后审核。',
      en: 'The registry has changed since the check; the preview is worked out anew. Look at it again before you accept.',
    };
  if (!isSound(found.value, submission.goodOnly)) return textsOf({ code: 'returns.has-errors' });
  const applied = await tx.attempt(() => applyReturn(tx, records, submission.id, found.value.decision, now, progress));
  if (!applied.ok) return textsOf(applied.error);
  await saveStep(tx, submission.id, { state: 'accepted', acceptedAt: now }, now);
  await insertHistory(
    tx,
    submission.id,
    { action: 'accept', from: 'submitted', to: 'accepted', note: work.note, file: null },
    work.by,
    now,
  );
  await append(tx, 'returns.accepted', movedOf(submission), now);
  return null;
}

async function undo(
  tx: Tx,
  records: RecordStore,
  submission: SubmissionRow,
  work: WorkRow,
  now: Date,
  progress: Progress,
): Promise<Problem | null> {
  const undone = await tx.attempt(() => undoReturn(tx, records, submission.id, work.force, now, progress));
  if (!undone.ok) return textsOf(undone.error);
  await saveStep(tx, submission.id, { state: 'undone' }, now);
  await insertHistory(
    tx,
    submission.id,
    { action: 'undo', from: 'accepted', to: 'undone', note: work.note, file: null },
    work.by,
    now,
  );
  await append(tx, 'returns.undone', movedOf(submission), now);
  return null;
}

/** What the module's events tell of a return. */
export const movedOf = ({ id, area, year, kind }: Pick<SubmissionRow, 'id' | 'area' | 'year' | 'kind'>) => ({
  id,
  area,
  year,
  kind,
});

/** The state that a return must still be in when its turn comes: somebody may have taken another step since it was asked for. */
const stateFor = { apply: 'submitted', undo: 'accepted' } as const;

function refuseState({ state }: SubmissionRow, what: keyof typeof stateFor): Problem | null {
  if (state === stateFor[what]) return null;
  const { zh, en } = stateTitles[state];
  return textsOf({ code: 'returns.wrong-state', params: { state: `${zh} ${en}` } });
}

/** Does the work that was asked for, once: whoever finds it done already leaves it. */
export async function carryOut(tx: Tx, records: RecordStore, id: string, now: Date): Promise<void> {
  const submission = await holdSubmission(tx, id);
  const work = await readWork(tx, id);
  if (!submission || !work || work.ended) return;
  if (work.what !== 'check') await takeTurn(tx);
  const progress = tellProgress(tx, id, now);
  const problem = await (async (): Promise<Problem | null> => {
    if (work.what !== 'check') {
      const refused = refuseState(submission, work.what);
      if (refused) return refused;
      return (work.what === 'apply' ? apply : undo)(tx, records, submission, work, now, progress);
    }
    const found = await check(tx, records, submission, progress);
    return found.ok ? null : textsOf(found.error);
  })();
  await endWork(tx, id, problem, now);
  await append(tx, 'returns.worked', movedOf(submission), now);
}

const name = 'returns.work';
const tries = 3;

/** Whoever waits for the work is told, in a transaction of its own, that its last try has come to nothing. */
async function giveUp(broken: Tx, event: DomainEvent): Promise<void> {
  await beside(broken, async (tx) => {
    const failed = (await readEvent(tx, event.id))?.deliveries.find(({ handler }) => handler === name)?.tries ?? 0;
    if (failed + 1 < tries) return;
    const asked = workAsked.parse(event.payload);
    await endWork(tx, asked.id, brokenOff, event.at);
    await append(tx, 'returns.worked', movedOf(asked), event.at);
  });
}

const brokenOff: Problem = {
  zh: '处理多次出错，没有完成，登记数据没有改变。请重新检查，或更正文件后重新上传。',
  en: 'It failed several times; the registry is as it was. Check it again, or correct the file and upload it again.',
};

/** Files are read and written behind the scenes, so that nobody waits for an answer of half a minute. */
export const carryOutWork: Subscription = {
  name,
  event: 'returns.work-asked',
  title: { zh: '检查、入库或撤销一次报送', en: 'Check, apply or undo a return' },
  tries,
  limitMs: longest,
  handle: async (tx, event, records) => {
    const asked = workAsked.parse(event.payload);
    try {
      await carryOut(tx, records, asked.id, event.at);
    } catch (error) {
      // What went wrong with the work itself is what people are to see.
      await giveUp(tx, event).catch(() => undefined);
      throw error;
    }
  },
};
