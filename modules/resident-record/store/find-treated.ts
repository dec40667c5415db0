import { ok, type Result } from '@songhua/kernel';
import { peopleWriter } from '@songhua/records';
import type { Encounter, EpisodeOfCare, Patient } from '../domain/fhir.ts';
import { inTurn, type Listed, listTreated, recentDays } from '../domain/list-patients.ts';
import { dayOf, plusDays } from '../domain/order-dates.ts';
import { findAll } from './find-all.ts';
import type { Asking } from './gather-record.ts';

/** Most visits and contracts that are looked at for one list. */
const most = 3_000;

export interface Treated {
  readonly listed: readonly Listed[];
  readonly more: boolean;
}

/** Whom a house treats now, in turn, as far as the reader reaches their visits; a person of several registrations once. */
export async function findTreated({ tx, records, actor, now }: Asking, institution: string): Promise<Result<Treated>> {
  const store = records.as(actor, now);
  const since = dayOf(plusDays(now.getTime(), -recentDays));
  const of = `Encounter?service-provider=${institution}`;
  const open = await findAll<Encounter>(tx, store, `${of}&status=planned,arrived,triaged,in-progress,onleave`, most);
  if (!open.ok) return open;
  const recent = await findAll<Encounter>(tx, store, `${of}&status=finished&date=ge${since}`, most);
  if (!recent.ok) return recent;
  const contracts = await findAll<EpisodeOfCare>(
    tx,
    store,
    `EpisodeOfCare?organization=${institution}&type=family-doctor-contract&status=active`,
    most,
  );
  if (!contracts.ok) return contracts;
  const listed = listTreated([...open.value.resources, ...recent.value.resources], contracts.value.resources, now);
  const persons = await peopleWriter.membersOf(
    tx,
    listed.map(({ patient }) => patient),
  );
  const first = new Map<string, Listed>();
  for (const one of listed.toSorted(inTurn)) {
    const { person = one.patient } = persons.get(one.patient) ?? {};
    if (!first.has(person)) first.set(person, one);
  }
  return ok({ listed: [...first.values()], more: [open, recent, contracts].some(({ value }) => value.isCut) });
}

/** People as lists show them to the reader, by id. */
export async function findPatients(
  { tx, records, actor, now }: Asking,
  ids: readonly string[],
): Promise<Result<ReadonlyMap<string, Patient>>> {
  const found = new Map<string, Patient>();
  for (let at = 0; at < ids.length; at += 200) {
    const some = ids.slice(at, at + 200);
    const page = await findAll<Patient>(tx, records.as(actor, now), `Patient?_id=${some.join(',')}`, some.length);
    if (!page.ok) return page;
    for (const one of page.value.resources) found.set(one.id, one);
  }
  return ok(found);
}
