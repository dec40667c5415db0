/** Values that searches ask for, drawn from what is loaded. */

import type { FhirStore } from '@songhua/records/fhir-store.ts';
import type pg from 'pg';
import { createRandom, type Random } from '../storage/random.ts';

/** A stored resource, as far as the shapes look into it. */
export interface Stored {
  readonly id: string;
  readonly rid: string;
  readonly body: {
    readonly id: string;
    readonly gender?: string;
    readonly identifier?: readonly { readonly system?: string; readonly value?: string }[];
    readonly name?: string | readonly { readonly family?: string; readonly given?: readonly string[] }[];
    readonly status?: string;
    readonly code?: Coded;
    readonly category?: readonly Coded[];
    readonly subject?: { readonly reference?: string };
    readonly encounter?: { readonly reference?: string };
    readonly effectiveDateTime?: string;
    readonly valueQuantity?: { readonly value: number; readonly code?: string; readonly system?: string };
    readonly period?: { readonly start?: string };
    readonly participant?: readonly { readonly individual?: { readonly reference?: string } }[];
    readonly serviceProvider?: { readonly reference?: string };
  };
}

interface Coded {
  readonly coding?: readonly { readonly system?: string; readonly code?: string }[];
}

export interface Sample {
  readonly random: Random;
  readonly patients: readonly Stored[];
  readonly observations: readonly Stored[];
  /** Those with a measured value. */
  readonly measured: readonly Stored[];
  readonly encounters: readonly Stored[];
  /** Numbers of ids by `Type/id`. */
  rid(reference: string): string;
}

export const pick = <T>({ random }: Sample, list: readonly T[]): T => list[random.below(list.length)] as T;

/** Resources of a type, evenly drawn: ids are random, so those behind a random id are. */
async function some(pool: pg.Pool, store: FhirStore, type: string, count: number, random: Random): Promise<Stored[]> {
  const drawn: Stored[] = [];
  for (let tries = 0; tries < 40 && drawn.length < count; tries += 1) {
    const { rows } = await pool.query<{ id: string; rid: string; body: string }>(
      `select n.id, n.rid, r.body from (select * from records.name n where n.type = $1 and n.id > $2 order by n.id limit $3) n
         join records.resource r on r.rid = n.rid and not r.deleted`,
      [store.writing.index(type).code, tries === 0 && count > 2_000 ? '' : random.uuid(), Math.ceil(count / 10)],
    );
    drawn.push(...rows.map(({ id, rid, body }) => ({ id, rid, body: JSON.parse(body) as Stored['body'] })));
  }
  return [...new Map(drawn.map((one) => [one.id, one])).values()];
}

export async function drawSample(pool: pg.Pool, store: FhirStore): Promise<Sample> {
  const random = createRandom(23);
  const observations = await some(pool, store, 'Observation', 2_000, random);
  const encounters = await some(pool, store, 'Encounter', 4_000, random);
  const named = new Set(
    [...observations, ...encounters].flatMap(({ body }) =>
      [
        body.subject?.reference,
        body.encounter?.reference,
        body.serviceProvider?.reference,
        ...(body.participant ?? []).map(({ individual }) => individual?.reference),
      ].flatMap((reference) => reference ?? []),
    ),
  );
  const ids = [...named].map((name) => name.split('/') as [string, string]).filter(([, id]) => id !== undefined);
  const { rows } = await pool.query<{ type: number; id: string; rid: string }>(
    'select n.type, n.id, n.rid from unnest($1::smallint[], $2::text[]) a(type, id) join records.name n using (type, id)',
    [ids.map(([type]) => store.writing.index(type).code), ids.map(([, id]) => id)],
  );
  const rids = new Map(rows.map(({ type, id, rid }) => [`${type}/${id}`, rid]));
  return {
    random,
    observations,
    encounters,
    measured: observations.filter(({ body }) => body.valueQuantity?.code !== undefined && body.code?.coding?.[0]?.system),
    patients: await some(pool, store, 'Patient', 1_000, random),
    rid: (reference) => {
      const [type = '', id = ''] = reference.split('/');
      return rids.get(`${store.writing.index(type).code}/${id}`) ?? '0';
    },
  };
}
