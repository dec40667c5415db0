import type { ModuleManifest, Role } from '@songhua/kernel';
import { checkRecords } from './commands/check.ts';
import { recordsDistribution } from './distribution.ts';
import { dropExpiredExports } from './export/jobs.ts';
import { exportProblems } from './export/problems.ts';
import { exportRoutes } from './http/export-routes.ts';
import { importRoutes } from './http/import-routes.ts';
import { indexRoutes } from './http/index-routes.ts';
import { withMetadata } from './http/metadata.ts';
import { fhirRoutes } from './http/routes.ts';
import { importCommand } from './import/command.ts';
import { importProblems } from './import/problems.ts';
import { recordsProblems } from './problems.ts';
import { reindexCommand } from './reindex/command.ts';
import { settlePeople } from './store/settle-people.ts';

/** Who may ask for records at all; what each of them reaches say the policies of @songhua/access. */
const readers: readonly Role[] = [
  'administrator',
  'planner',
  'doctor',
  'nurse',
  'family-doctor',
  'cdc',
  'privacy-officer',
  'registrar',
  'resident',
];
const writers: readonly Role[] = ['administrator', 'doctor', 'nurse', 'family-doctor', 'registrar', 'resident'];

/** The record store announces itself as a module does. */
export const recordsManifest: ModuleManifest = {
  id: 'records',
  title: { zh: '健康档案存储', en: 'Record store' },
  permissions: [
    { code: 'records.read', title: { zh: '读取 FHIR 资源', en: 'Read FHIR resources' }, roles: readers },
    { code: 'records.write', title: { zh: '写入 FHIR 资源', en: 'Write FHIR resources' }, roles: writers },
    // Backends of what their scopes name, registers, one's own record. A doctor's records of patients leave one by one, on purpose.
    {
      code: 'records.export',
      title: { zh: '批量导出 FHIR 资源', en: 'Export FHIR resources' },
      roles: ['administrator', 'resident'],
    },
    // Backends alone: no person reaches everybody's records. From the console, `songhua import`.
    { code: 'records.import', title: { zh: '批量导入 FHIR 资源', en: 'Import FHIR resources' }, roles: [] },
  ],
  routes: withMetadata([...fhirRoutes, ...indexRoutes, ...importRoutes, ...exportRoutes]),
  problems: { ...recordsProblems, ...importProblems, ...exportProblems },
  menu: [],
  jobs: [
    {
      name: 'records.drop-expired-exports',
      title: { zh: '清除过期的导出', en: 'Drop exports that have had their time' },
      everyMs: 60 * 60 * 1000,
      run: (tx, { now }) => dropExpiredExports(tx, now),
    },
    {
      name: 'records.settle-people',
      title: { zh: '核对归并居民共享的关系与授权', en: 'Look once more at what registrations of one person share' },
      everyMs: 10 * 1000,
      run: (tx) => settlePeople(tx),
    },
  ],
  commands: [importCommand, checkRecords, reindexCommand],
  distribution: recordsDistribution,
};
