export * from './export-table.ts';
