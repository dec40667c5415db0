import { type CountMeasure, countMeasures } from '@songhua/engine-city/institution.ts';
import type { Evidence } from '@songhua/engine-plan/evidence.ts';
import type { AttributeSpec, CollectionSpec, Listing, TypeSpec, Unit } from '@songhua/engine-plan/rules/index.ts';
import { codeLists } from './code-lists.ts';
import { absenceOf, type ListedKey, weakestSaid } from './index-facts.ts';
import { code, codes, institutionOf, units, yesNo } from './words.ts';

/** What rules may ask of an institution. */

const measureWords: Readonly<Record<CountMeasure, readonly [zh: string, en: string, unit: Unit]>> = {
  'beds-total': ['实有床位', 'beds', units.beds],
  'staff-total': ['卫生人员', 'health staff', units.people],
  'staff-technical': ['卫生技术人员', 'technical health staff', units.people],
  doctors: ['执业（助理）医师', 'licensed (assistant) doctors', units.people],
  nurses: ['注册护士', 'registered nurses', units.people],
  pharmacists: ['药师（士）', 'pharmacists', units.people],
  'general-practitioners': ['全科医生', 'general practitioners', units.people],
  'tcm-doctors': ['中医类别执业（助理）医师', 'TCM doctors', units.people],
  'p2-laboratories': ['生物安全二级实验室', 'biosafety level 2 laboratories', units.laboratories],
  establishment: ['编制总额', 'establishment', units.posts],
  posts: ['岗位总量', 'posts', units.posts],
  'professional-establishment': ['专业技术人员编制', 'establishment of professional staff', units.posts],
  'public-health-establishment': ['公共卫生人员编制', 'establishment of public-health staff', units.posts],
  'open-bed-days': ['实际开放总床日数', 'bed days open', units.bedDays],
  'occupied-bed-days': ['实际占用总床日数', 'bed days occupied', units.bedDays],
  discharges: ['出院人数', 'discharges', units.people],
  'discharge-bed-days': ['出院者占用总床日数', 'bed days of those discharged', units.bedDays],
  'beds-added': ['拟新增床位', 'beds to be added', units.beds],
};

function measureAttribute(id: CountMeasure): AttributeSpec {
  const [zh, en, unit] = measureWords[id];
  return {
    title: { zh, en },
    type: { kind: 'number', unit },
    read: (item) => institutionOf(item).at.measures[id]?.value,
    evidence: (item) => institutionOf(item).at.measures[id]?.evidence ?? 'computed',
    asOf: (item) => institutionOf(item).at.measures[id]?.asOf ?? null,
  };
}

/** 3 三级, 2 二级, 1 一级, 0 none. */
const gradeOf = (level: string): number => (level === 'none' ? 0 : Number(level.slice(0, 1)));

const publicOwners: readonly string[] = ['province', 'city', 'county', 'other-public'];

function rows(zh: string, en: string, unit: Unit, of: string, key: ListedKey): CollectionSpec {
  const lacking = { zh: '没有列全', en: 'not all of them are listed' };
  const list = (item: unknown): Listing => {
    const institution = institutionOf(item);
    const { at } = institution;
    return { items: at[key], complete: at.complete.includes(key), lacking, evidence: absenceOf(institution, key) };
  };
  return { title: { zh, en }, unit, of, list };
}

const said = (item: unknown): Evidence => weakestSaid(institutionOf(item).at);

/** In the list of services: offered or not as stated; not listed means no where the list is complete, else not known. */
function offers(item: unknown, wanted: string): boolean | undefined {
  const { at } = institutionOf(item);
  const service = at.services.find(({ code: other }) => other === wanted);
  if (service) return service.offered;
  return at.complete.includes('services') ? false : undefined;
}

function hasDepartment(item: unknown, wanted: string): boolean | undefined {
  const { at } = institutionOf(item);
  if (at.departments.some(({ code: other }) => other === wanted)) return true;
  return at.complete.includes('departments') ? false : undefined;
}

export const institutionType: TypeSpec = {
  title: { zh: '机构', en: 'institution' },
  attributes: {
    class: { ...code(codeLists.class, (item) => institutionOf(item).at.class), fixed: true },
    kind: { ...code(codeLists.kind, (item) => institutionOf(item).at.kind), fixed: true },
    level: code(codeLists.level, (item) => institutionOf(item).at.level),
    grade: {
      title: { zh: '级别', en: 'grade' },
      type: { kind: 'number', unit: units.grade },
      read: (item) => gradeOf(institutionOf(item).at.level),
    },
    ownership: { ...code(codeLists.ownership, (item) => institutionOf(item).at.ownership), fixed: true },
    public: { ...yesNo('公立', 'public', (item) => publicOwners.includes(institutionOf(item).at.ownership)), fixed: true },
    // Nobody says what these two lists rest on, nor that something is not in them.
    fields: { ...codes(codeLists.field, (item) => institutionOf(item).at.fields), evidence: said },
    designations: { ...codes(codeLists.designation, (item) => institutionOf(item).at.designations), evidence: said },
    ...Object.fromEntries(countMeasures.map((id) => [id, measureAttribute(id)])),
  },
  collections: {
    staff: rows('人员', 'staff', units.people, 'staff', 'staff'),
    beds: rows('床位', 'beds', units.beds, 'bed', 'beds'),
    departments: rows('科室', 'departments', units.departments, 'department', 'departments'),
    laboratories: rows('实验室', 'laboratories', units.laboratories, 'laboratory', 'laboratories'),
    equipment: rows('设备', 'equipment', units.pieces, 'equipment', 'equipment'),
    stations: rows('急救站', 'emergency stations', units.stations, 'station', 'stations'),
    teams: rows('队伍', 'teams', units.teams, 'team', 'teams'),
  },
  tests: {
    offers: {
      title: { zh: '设有', en: 'offers' },
      codes: codeLists.service,
      read: offers,
      holds: (item) => {
        const { at } = institutionOf(item);
        return at.complete.includes('services') ? at.services.filter(({ offered }) => offered).map((one) => one.code) : undefined;
      },
      evidence: (item, wanted) => {
        const institution = institutionOf(item);
        return (
          institution.at.services.find(({ code: other }) => other === wanted)?.evidence ?? absenceOf(institution, 'services')
        );
      },
      absence: (item) => absenceOf(institutionOf(item), 'services'),
    },
    'has-department': {
      title: { zh: '设有科室', en: 'has the department' },
      codes: codeLists.department,
      read: hasDepartment,
      holds: (item) => {
        const { at } = institutionOf(item);
        return at.complete.includes('departments') ? at.departments.map((one) => one.code) : undefined;
      },
      evidence: (item, wanted) => {
        const institution = institutionOf(item);
        const { departments } = institution.at;
        return departments.find(({ code: other }) => other === wanted)?.evidence ?? absenceOf(institution, 'departments');
      },
      absence: (item) => absenceOf(institutionOf(item), 'departments'),
    },
  },
  links: {
    area: {
      title: { zh: '所在地区', en: 'area it stands in' },
      of: 'county',
      follow: (item) => {
        const { at, facts } = institutionOf(item);
        return facts.areas.get(at.area);
      },
    },
  },
  identify: (item) => institutionOf(item).subject,
  evidence: (item) => institutionOf(item).at.evidence,
};
