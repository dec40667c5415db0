import type { DomainEvent, RecordStore, Subscription, Tx } from '@songhua/kernel';
import { readLog } from '@songhua/module-emergency/api.ts';
import { contactsListed } from '@songhua/module-investigation/api.ts';
import { surgeNews } from '@songhua/module-surge/contract.ts';
import { signalNews, warningNews } from '@songhua/module-surveillance/contract.ts';
import type { Milestone } from '../contract.ts';
import { drillHours } from '../domain/measure-time.ts';
import { milestoneOfLog } from '../domain/milestone-of-log.ts';
import { holdLiveRun, insertHappened, lastNoted, type StoredRun } from '../store/runs.ts';

/** Lines of an event's log that are looked at anew with each of its news. */
const linesSeen = 100;

const idOf = ({ payload }: DomainEvent): string => String((payload as { readonly id?: unknown } | null)?.id ?? '');

type Note = (tx: Tx, run: StoredRun, event: DomainEvent) => Promise<void>;

const note =
  (milestone: Milestone): Note =>
  (tx, run, event) =>
    insertHappened(tx, run.id, {
      ...{ milestone, subject: event.subject ?? event.id, at: event.at, hours: drillHours(run, event.at), by: null, said: null },
    });

/** What was done on an event stands in its log, by whom and when. */
const noteLog: Note = async (tx, run, event) => {
  const id = idOf(event);
  for (const line of await readLog(tx, id, linesSeen)) {
    const milestone = milestoneOfLog(line.kind);
    const at = new Date(line.at);
    if (milestone === null || at < run.startedAt) continue;
    const happening = { milestone, subject: `${id}#${line.n}`, at, hours: drillHours(run, at), by: line.by, said: line.text };
    await insertHappened(tx, run.id, happening);
  }
};

/** A signal is answered once: when somebody has said whether it is true. */
const noteSignal: Note = async (tx, run, event) => {
  const { state } = signalNews.parse(event.payload);
  if (state === 'verified' || state === 'false') await note('signal-verified')(tx, run, event);
};

const noteWarning: Note = async (tx, run, event) => {
  const { state } = warningNews.parse(event.payload);
  if (state === 'verified' || state === 'false') await note('warning-verified')(tx, run, event);
};

/** Contacts of one investigation that are looked at with each of its news. */
const contactsSeen = 200;

/** Contacts are noted as they came onto the list; those noted before are not looked at again. */
const noteContacts: Note = async (tx, run, event) => {
  const outbreak = idOf(event);
  const since = (await lastNoted(tx, run.id, 'contact-listed', `${outbreak}/`)) ?? run.startedAt;
  for (const { id, at, by } of await contactsListed(tx, { outbreak, since, limit: contactsSeen })) {
    const happening = { milestone: 'contact-listed' as const, subject: `${outbreak}/${id}`, at, hours: drillHours(run, at) };
    await insertHappened(tx, run.id, { ...happening, by, said: null });
  }
};

/** A ward that is ordered to convert, and one that is ready; the log of the surge beds says who and why. */
const noteWard: Note = async (tx, run, { payload, at }) => {
  const { conversion } = surgeNews.parse(payload);
  if (!conversion) return;
  const { id, state, by, said } = conversion;
  const milestone = state === 'ready' ? 'ward-ready' : 'ward-ordered';
  await insertHappened(tx, run.id, { milestone, subject: id, at, hours: drillHours(run, at), by, said });
};

const heard: readonly (readonly [string, Note])[] = [
  ['reporting.card-prepared', note('card-prepared')],
  ['reporting.card-reported', note('card-reported')],
  ['surveillance.signal-raised', note('signal-raised')],
  ['surveillance.signal-changed', noteSignal],
  ['surveillance.warning-raised', note('warning-raised')],
  ['surveillance.warning-changed', noteWarning],
  ['investigation.changed', noteContacts],
  ['surge.changed', noteWard],
  ['emergency.event-opened', noteLog],
  ['emergency.event-changed', noteLog],
];

/** While a drill goes on, what people and the software do is noted with its time; without one nothing is. */
export const noteHappened: readonly Subscription[] = heard.map(([event, write]) => ({
  name: `drill.note-${event.replace('.', '-')}`,
  event,
  title: { zh: '记录演练中的处置', en: 'Note what happens in a drill' },
  handle: async (tx: Tx, told: DomainEvent, _records: RecordStore) => {
    const run = await holdLiveRun(tx);
    if (run) await write(tx, run, told);
  },
}));
