/**
 * Loaded in front of a server, takes auditing out of it: entries are neither made nor written nor chained, and nobody looks for any. The
 * product has no such switch; this one exists to measure what auditing costs.
 */
import { registerHooks } from 'node:module';

const instead: Readonly<Record<string, string>> = {
  '/platform/access/store/access-log.ts':
    'export const logChanges = () => {}; export const noteSecurityEvent = () => {}; export const createAccessLog = () => async () => {};',
  '/platform/access/audit/touched.ts': 'export const patientsIn = () => {}; export const touchedBy = () => undefined;',
  '/platform/access/audit/mask-path.ts': 'export const maskPath = (url) => url; export const hashTerm = (term) => term;',
  '/platform/access/audit/chainer.ts': `export const startChainer = () => ({ stop: async () => {} }); export const chainOnce = async () => null;
    export const beginLog = async () => {}; export const readAlgorithm = async () => null;`,
};

registerHooks({
  load: (url, context, next) => {
    const [, source] = Object.entries(instead).find(([path]) => url.endsWith(path)) ?? [];
    return source === undefined ? next(url, context) : { format: 'module', source, shortCircuit: true };
  },
});
