import type { RecordStore, Tx } from '@songhua/kernel';
import type { InstitutionDetail } from '../contract.ts';
import { sourceOfChange } from '../domain/list-changes.ts';
import { makersOf, type Version } from './name-makers.ts';

const pageSize = 50;
const retires = ({ resource, before }: Version): boolean =>
  resource?.['active'] === false && (before === null || before['active'] !== false);

/** The newest change by which an institution ceased to be active; null when its history holds none. */
export async function readRetirement(tx: Tx, records: RecordStore, id: string): Promise<InstitutionDetail['retired']> {
  for (let offset = 0; ; offset += pageSize) {
    const { items } = await records.versions(tx, [{ type: 'Organization', id }], { limit: pageSize, offset });
    const found = items.find(retires);
    if (found) {
      const makers = await makersOf(tx, [found]);
      const source = found.resource && sourceOfChange(found.before, found.resource);
      return { at: found.at, version: found.version, by: makers(found), source };
    }
    if (items.length < pageSize) return null;
  }
}
