import type { Milestone } from '../contract.ts';

const known: Readonly<Record<string, Milestone>> = {
  opened: 'event-opened',
  reported: 'event-reported',
  verified: 'event-verified',
  graded: 'event-graded',
  'response-started': 'response-started',
  'response-ended': 'response-ended',
  'task-acknowledged': 'task-acknowledged',
  'task-done': 'task-done',
  'notice-issued': 'notice-issued',
  'called-up': 'team-called-up',
  'call-answered': 'call-answered',
  'supply-moved': 'supply-moved',
};

/** What a line of an event's log (its kind, as the emergency command names it) means for a drill; null: nothing that is judged. */
export const milestoneOfLog = (kind: string): Milestone | null => known[kind] ?? null;
