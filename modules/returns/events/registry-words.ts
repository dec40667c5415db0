import {
  bedClassTitles,
  categoryTitles,
  departmentTitles,
  designationTitles,
  dutyTitles,
  equipmentTitles,
  fieldTitles,
  figureTitles,
  kindTitles,
  levelTitles,
  licenceTitles,
  ownershipTitles,
  postTitles,
  professionTitles,
  serviceTitles,
  specialtyTitles,
} from '@songhua/module-registry/api.ts';
import { areaMeasureSpecs, areaMeasures } from '@songhua/module-registry/contract.ts';
import { genders, type Words } from '../domain/words.ts';

/** The registry's own words: what returns are read by and templates explain. */
export const registryWords: Words = {
  lists: {
    kind: kindTitles,
    level: levelTitles,
    ownership: ownershipTitles,
    field: fieldTitles,
    designation: designationTitles,
    service: serviceTitles,
    profession: professionTitles,
    category: categoryTitles,
    licence: licenceTitles,
    specialty: specialtyTitles,
    duty: dutyTitles,
    post: postTitles,
    bed: bedClassTitles,
    department: departmentTitles,
    equipment: equipmentTitles,
    'area-measure': Object.fromEntries(areaMeasures.map((code) => [code, areaMeasureSpecs[code].title])),
    gender: genders,
  },
  measures: figureTitles,
};
