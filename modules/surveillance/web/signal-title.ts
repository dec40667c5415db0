import type { Language } from '@songhua/ui/text.ts';
import type { Signal } from '../contract.ts';

/** What a signal is called: what it is about, and where. */
export const signalTitle = ({ subjectName, townName, areaName, place }: Signal, language: Language): string =>
  [subjectName[language], place ?? (townName ?? areaName)[language]].join(' · ');
