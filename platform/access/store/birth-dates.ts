import type { Tx } from '@songhua/kernel';
import { r4Definitions } from '@songhua/records';
import { createDirectory } from '@songhua/records/store/directory.ts';
import { createNumberSource } from '@songhua/records/store/numbers.ts';
import { type Reading, readings } from '@songhua/records/store/read.ts';

let reading: Reading | undefined;

/** What reads current resources by their ids without a whole store: who somebody is, is asked before there is anybody who could ask a store. */
function reader(): Reading {
  const types = r4Definitions().resourceTypes.toSorted();
  reading ??= readings(
    createDirectory(createNumberSource()),
    (type) => types.indexOf(type) + 1,
    (number) => types[number - 1] ?? '',
  );
  return reading;
}

/** Birth dates as the resources of these `Patient/…` say them; of whom none is said, or who is not there, there is none. */
export async function findBirthDates(tx: Tx, patients: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await reader().readCurrents(
    tx,
    patients.map((patient) => ({ type: 'Patient', id: patient.slice('Patient/'.length) })),
  );
  return new Map(
    found.flatMap((version, at): [string, string][] => {
      const said: unknown =
        version && !version.deleted ? (JSON.parse(version.body) as { birthDate?: unknown }).birthDate : undefined;
      return typeof said === 'string' ? [[patients[at] ?? '', said]] : [];
    }),
  );
}
