import type { Text } from '@songhua/kernel';
import type { OfferKind } from '../contract.ts';
import { departmentTitles, designationTitles, equipmentTitles, laboratoryTitles, serviceTitles } from './code-titles.ts';

/** What one may look for on the map of services, by kind and code, with its title. */
export const offerTitles: Readonly<Record<OfferKind, Readonly<Record<string, Text>>>> = {
  service: serviceTitles,
  department: departmentTitles,
  designation: designationTitles,
  laboratory: laboratoryTitles,
  equipment: equipmentTitles,
};
