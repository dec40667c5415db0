import type { Tx } from '@songhua/kernel';
import { peopleWriter } from '@songhua/records';

/** `Patient/…` of one person, by any of them: the one that is asked for first, then the others. */
export type WholePeople = (patient: string) => readonly string[];

/** Everybody alone. */
const aloneEach: WholePeople = (patient) => [patient];

const bare = (patient: string): string => patient.replace(/^Patient\//, '');

/** Who is one person with each of these `Patient/…`; whoever is not among them is alone. */
export async function findWholePeople(tx: Tx, patients: readonly string[]): Promise<WholePeople> {
  if (patients.length === 0) return aloneEach;
  const found = await peopleWriter.membersOf(tx, patients.map(bare));
  return (patient) => {
    const others = found.get(bare(patient))?.members.filter((id) => id !== bare(patient)) ?? [];
    return [patient, ...others.map((id) => `Patient/${id}`)];
  };
}

/** By which Patient (id) the person of each of these (ids) is called; whoever is not among them is alone. */
export async function findPersonOf(tx: Tx, patients: readonly string[]): Promise<(patient: string) => string> {
  const found = await peopleWriter.membersOf(tx, patients);
  return (patient) => found.get(patient)?.person ?? patient;
}
