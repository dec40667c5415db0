import type { Command, EventType, Job, MenuItem, Projection, Route, Subscription } from '@songhua/kernel';
import { detectCommand } from '../commands/detect-command.ts';
import { runCommand } from '../commands/run-command.ts';
import { seenTypes } from '../domain/find-syndromes.ts';
import { detectNightly } from '../jobs/detect-nightly.ts';
import { forgetSeen, noteSeen } from '../store/seen.ts';

/** What detection, fusion and warnings announce; the manifest takes it up. */

export const detectionRoutes: readonly Route[] = [];
export const detectionMenu: readonly MenuItem[] = [];
export const detectionJobs: readonly Job[] = [detectNightly];
export const detectionSubscriptions: readonly Subscription[] = [];
export const detectionProjections: readonly Projection[] = [
  { name: 'surveillance', types: seenTypes, apply: noteSeen, forget: forgetSeen },
];
export const detectionEvents: readonly EventType[] = [
  { type: 'surveillance.warning-raised', permission: 'surveillance.read' },
  { type: 'surveillance.warning-changed', permission: 'surveillance.read' },
];
export const detectionCommands: readonly Command[] = [detectCommand, runCommand];
