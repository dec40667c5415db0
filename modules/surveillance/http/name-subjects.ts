import type { Text } from '@songhua/kernel';
import { notifiableOn } from '@songhua/module-reporting/api.ts';
import { dayInBeijing } from '../domain/beijing-day.ts';
import { ownSubjects } from '../domain/own-subjects.ts';

/** Whatever a signal may be about, with its names: what is notifiable today, syndromes, kinds of events. */
export function subjectNames(now: Date): ReadonlyMap<string, Text> {
  const diseases = notifiableOn(dayInBeijing(now)).map(({ code, name }) => [code, name] as const);
  return new Map([...Object.entries(ownSubjects), ...diseases]);
}

/** Codes of the subjects whose name has these words in it. */
export const subjectsNamed = (names: ReadonlyMap<string, Text>, words: string): string[] =>
  [...names].flatMap(([code, { zh, en }]) => (`${zh} ${en} ${code}`.toLowerCase().includes(words.toLowerCase()) ? [code] : []));
