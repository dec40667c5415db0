export * from './export-table.ts';
export * from './write-document.ts';
