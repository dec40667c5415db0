export * from './contract.ts';
export * from './domain/due-backups.ts';
export type { BackupSettings, Facts, ProcessFacts } from './domain/facts.ts';
export { judgeHealth } from './domain/judge-health.ts';
export * from './manifest.ts';
export * from './store/backups.ts';
export * from './store/gather.ts';
export * from './store/processes.ts';
export * from './store/samples.ts';
