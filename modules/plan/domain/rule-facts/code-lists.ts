import { institutionClasses, kindsOf, levels, ownerships } from '@songhua/engine-city/institution.ts';
import {
  bedClasses,
  departmentCodes,
  designations,
  doctorCategories,
  duties,
  equipmentTypes,
  hospitalFields,
  laboratoryLevels,
  licences,
  posts,
  professions,
  serviceCodes,
  specialties,
  teamKinds,
} from '@songhua/engine-city/vocabulary.ts';
import type { CodeList } from '@songhua/engine-plan/rules/index.ts';
import { codeTitles } from './code-titles.ts';

/** The code lists rules may use, each code with what it is called. A code without a title keeps the server from starting. */

const list = (
  zh: string,
  en: string,
  codes: readonly string[],
  titles: Readonly<Record<string, readonly [string, string]>>,
): CodeList => ({
  title: { zh, en },
  codes: new Map(
    codes.map((code) => {
      const title = titles[code];
      if (!title) throw new Error(`no title for ${code} of ${en}`);
      return [code, { zh: title[0], en: title[1] }];
    }),
  ),
});

const kinds = [...kindsOf.hospital, ...kindsOf.primary, ...kindsOf['public-health'], ...kindsOf.other];

export const codeLists = {
  class: list('机构大类', 'class', institutionClasses, codeTitles.class),
  kind: list('机构类别', 'kind', kinds, codeTitles.kind),
  // The lowest first, so that a step is a step up.
  level: list('等级', 'level', levels.toReversed(), codeTitles.level),
  ownership: list('举办主体', 'run by', ownerships, codeTitles.ownership),
  profession: list('岗位职业', 'profession', professions, codeTitles.profession),
  category: list('执业类别', 'category of practice', doctorCategories, codeTitles.category),
  licence: list('执业资格', 'licence', licences, codeTitles.licence),
  specialty: list('专业', 'specialty', specialties, codeTitles.specialty),
  duty: list('职责', 'duties', duties, codeTitles.duty),
  post: list('岗位类别', 'post', posts, codeTitles.post),
  bedClass: list('床位类别', 'class of bed', bedClasses, codeTitles.bedClass),
  department: list('科室', 'department', departmentCodes, codeTitles.department),
  service: list('服务', 'service', serviceCodes, codeTitles.service),
  laboratory: list('实验室等级', 'level of laboratory', laboratoryLevels, codeTitles.laboratory),
  equipment: list('设备类型', 'type of equipment', equipmentTypes, codeTitles.equipment),
  team: list('队伍类型', 'kind of team', teamKinds, codeTitles.team),
  designation: list('认定', 'designations', designations, codeTitles.designation),
  field: list('专科方向', 'fields', hospitalFields, codeTitles.field),
  county: list('县级地区类型', 'type of area', ['city', 'county', 'district', 'urban'], codeTitles.county),
  town: list('乡级地区类型', 'type of area', ['street', 'town', 'township', 'other'], codeTitles.town),
} as const satisfies Record<string, CodeList>;
