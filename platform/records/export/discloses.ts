import type { Disclosed, Reach, Resource, Tx } from '@songhua/kernel';
import type { FhirStore } from '../fhir-store.ts';
import { isOfPeople, patientsOf } from '../reach/people.ts';
import { waysTo } from '../reach/ways.ts';
import type { ExportPart, Wanted } from './job.ts';

export interface DisclosedAsked {
  readonly store: FhirStore;
  readonly job: string;
  readonly part: ExportPart;
  readonly wanted: Wanted;
  readonly reach: Reach | null;
}

/** A way to everybody's records, and nothing that says whose: the people are all residents, and not listed one by one. */
const isOfEverybody = ({ part, wanted, reach }: DisclosedAsked): boolean =>
  !wanted.patients &&
  wanted.group === undefined &&
  (reach === null || waysTo(reach, part.type, 's').some(({ whose }) => whose === 'everyone'));

/** Whom the versions tell of that are handed out though others superseded them since: those may be about somebody else. */
async function namedBefore(tx: Tx, { store, job, part }: DisclosedAsked): Promise<Set<string>> {
  const people = store.view.people(part.type);
  const named = new Set<string>();
  const superseded = `from records.export_chunk c cross join lateral unnest(c.rids, c.versions) a(rid, version)
    join records.version r on r.rid = a.rid and r.version = a.version where c.job = $1 and c.part = $2 and not r.deleted`;
  const chunks = await tx.query<{ chunk: number }>(`select distinct c.chunk ${superseded}`, [job, part.part]);
  // A chunk at a time: so much is in memory when it is handed out, too.
  for (const { chunk } of chunks)
    for (const { body } of await tx.query<{ body: string }>(`select r.body ${superseded} and c.chunk = $3`, [
      job,
      part.part,
      chunk,
    ])) {
      const resource = JSON.parse(body) as Resource & { readonly id: string };
      for (const id of patientsOf(people, resource.id, store.extract(part.type, resource))) named.add(id);
    }
  return named;
}

/**
 * Whom a file is about, for the audit log, before any of it leaves: each person by name, those of superseded versions too, or everybody where nothing says whose records
 * were wanted. Deletions are about whoever the log names for the deletion itself.
 */
export async function discloses(tx: Tx, asked: DisclosedAsked): Promise<Disclosed> {
  const { store, job, part } = asked;
  const people = store.view.people(part.type);
  const note = `export ${job}, file ${part.part}: ${part.found} ${part.type}${part.kind === 'deleted' ? ' deleted' : ''}`;
  const said = { resources: part.found, note };
  if (!isOfPeople(people)) return { ...said, patients: [] };
  if (isOfEverybody(asked)) return { ...said, patients: 'everybody' };
  const index = store.view.index(part.type);
  const numbers = people.codes.map((code) => index.number(code));
  const rows = await tx.query<{ id: string }>(
    `select n.id from records.name n where n.type = $1 and n.rid in (
       select l.link & 281474976710655 from records.export_chunk c cross join lateral unnest(c.rids) a(rid)
         join records.resource r on r.rid = a.rid cross join lateral unnest(r.links) l(link)
        where c.job = $2 and c.part = $3 and (l.link >> 48) = any($4::int[])
       union select a.rid from records.export_chunk c cross join lateral unnest(c.rids) a(rid) where c.job = $2 and c.part = $3 and $5)`,
    [store.view.index('Patient').code, job, part.part, `{${numbers.join(',')}}`, people.self],
  );
  return { ...said, patients: [...new Set([...rows.map(({ id }) => id), ...(await namedBefore(tx, asked))])] };
}
