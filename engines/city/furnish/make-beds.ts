import { isTcmHospital } from '../measures.ts';
import type { BedClass, DepartmentCode, HospitalField } from '../vocabulary.ts';
import type { Bed } from './furnishing.ts';
import { spread } from './spread.ts';
import type { Wants } from './wants.ts';

/** Beds to a ward at most. */
const wardSize = 40;

type Use = readonly [BedClass, DepartmentCode, number];

const byField: Readonly<Record<HospitalField, readonly Use[]>> = {
  children: [
    ['paediatric', 'paediatrics', 85],
    ['infectious', 'infectious-diseases', 15],
  ],
  psychiatry: [['psychiatric', 'psychiatry', 1]],
  maternity: [
    ['obstetric', 'obstetrics-gynaecology', 70],
    ['general', 'obstetrics-gynaecology', 30],
  ],
  oncology: [['general', 'oncology', 1]],
  'infectious-diseases': [['infectious', 'infectious-diseases', 1]],
  tuberculosis: [['infectious', 'infectious-diseases', 1]],
  'occupational-disease': [['general', 'internal-medicine', 1]],
  rehabilitation: [['rehabilitation', 'rehabilitation', 1]],
  stomatology: [['general', 'stomatology', 1]],
  ophthalmology: [['general', 'surgery', 1]],
  other: [
    ['general', 'surgery', 1],
    ['general', 'internal-medicine', 1],
  ],
};

/** How beds divide over the departments there are; those without beds of their own are left out. */
const ofDepartment: Readonly<Partial<Record<DepartmentCode, readonly [BedClass, number]>>> = {
  'internal-medicine': ['general', 34],
  surgery: ['general', 30],
  'obstetrics-gynaecology': ['obstetric', 8],
  paediatrics: ['paediatric', 8],
  'infectious-diseases': ['infectious', 4],
  geriatrics: ['geriatric', 6],
  rehabilitation: ['rehabilitation', 5],
  psychiatry: ['psychiatric', 4],
  oncology: ['general', 8],
  tcm: ['tcm', 5],
};

function usesOf({ institution: i, fields, departments, offers }: Wants): readonly Use[] {
  if (i.kind === 'nursing-hospital') return [['geriatric', 'geriatrics', 1]];
  if (i.kind === 'hospice') return [['hospice', 'geriatrics', 1]];
  if (i.kind === 'rehabilitation-centre') return [['rehabilitation', 'rehabilitation', 1]];
  if (i.kind === 'maternal-child-health') {
    return [
      ['obstetric', 'obstetrics-gynaecology', 60],
      ['paediatric', 'paediatrics', 40],
    ];
  }
  if (i.kind === 'community-health-centre' || i.kind === 'township-health-centre') return [['general', 'general-practice', 1]];
  const own = fields.flatMap((field) => byField[field]);
  if (own.length > 0) return own;
  const uses = [...departments].flatMap((code): readonly Use[] => {
    const use = ofDepartment[code];
    return use ? [[use[0], code, code === 'tcm' && isTcmHospital(i) ? 150 : use[1]]] : [];
  });
  if (offers.get('hospice-ward'))
    return [...uses, ['hospice', departments.has('geriatrics') ? 'geriatrics' : 'internal-medicine', 2]];
  return uses.length > 0 ? uses : [['general', 'internal-medicine', 1]];
}

/** The beds of one institution: as many as it counts, and the observation beds besides. */
export function makeBeds(w: Wants): Bed[] {
  const total = w.counts['beds-total'];
  const icu = Math.min(w.icuBeds, total);
  const monitored = Math.min(w.monitoredBeds, total - icu);
  const plain = total - icu - monitored;
  const intensive: DepartmentCode = 'critical-care';
  const uses = usesOf(w);
  const given = spread(
    plain,
    uses,
    ([, , weight]) => weight,
    () => plain,
  );
  const kinds: [BedClass, DepartmentCode, number][] = [
    ['icu', intensive, icu],
    ['monitored', w.departments.has(intensive) ? intensive : (uses[0]?.[1] ?? 'internal-medicine'), monitored],
    ...uses.map((use): [BedClass, DepartmentCode, number] => [use[0], use[1], given.get(use) ?? 0]),
    ['observation', 'emergency', w.observationBeds],
  ];
  const inDepartment = new Map<DepartmentCode, number>();
  let [convertible, openable] = [w.convertibleBeds, w.openableBeds];
  const infectiousFirst = [...kinds].sort((a, b) => Number(b[0] === 'infectious') - Number(a[0] === 'infectious'));
  return infectiousFirst.flatMap(([cls, department, n]) =>
    Array.from({ length: n }, (): Bed => {
      const before = inDepartment.get(department) ?? 0;
      inDepartment.set(department, before + 1);
      const ordinary = cls !== 'icu' && cls !== 'observation' && cls !== 'psychiatric';
      const bed = {
        class: cls,
        department,
        ward: Math.floor(before / wardSize) + 1,
        openable: ordinary && openable > 0,
        convertible: ordinary && convertible > 0,
      };
      if (bed.openable) openable -= 1;
      if (bed.convertible) convertible -= 1;
      return bed;
    }),
  );
}
