import type { Command, EventType, Job, MenuItem, ProblemTable, Projection, Route, Subscription } from '@songhua/kernel';

/** What detection, fusion and warnings announce; the manifest takes it up. */

export const detectionRoutes: readonly Route[] = [];
export const detectionMenu: readonly MenuItem[] = [];
export const detectionJobs: readonly Job[] = [];
export const detectionSubscriptions: readonly Subscription[] = [];
export const detectionProjections: readonly Projection[] = [];
export const detectionEvents: readonly EventType[] = [];
export const detectionCommands: readonly Command[] = [];
export const detectionProblems = {} as const satisfies ProblemTable;
