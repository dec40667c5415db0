import { maskId, maskPhone } from '@songhua/kernel';
import type { AreaNode } from '@songhua/module-registry/api.ts';
import type { CaseLine } from '../contract.ts';
import type { StoredCase } from '../store/cases.ts';

/** A case as it is shown: in lists numbers and phones in part, on its own form whole. */
export function sayCase(areas: readonly AreaNode[], one: StoredCase, whole = false): CaseLine {
  const { classified, classifiedAt, patient, number, phone, ...rest } = one;
  return {
    ...rest,
    reference: patient,
    number: number === null || whole ? number : maskId(number),
    phone: phone === null || whole ? phone : maskPhone(phone),
    townName: areas.find(({ code }) => code === one.town)?.name ?? null,
    classification: classified.classification,
    classified: { kind: classified.kind, by: classified.by, at: classifiedAt.toISOString() },
  };
}

/** The county of a town of this city. */
export const countyOf = (areas: readonly AreaNode[], town: string | null): string | null =>
  areas.find(({ code, level }) => code === town && level === 'town')?.parent ?? null;
