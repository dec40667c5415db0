import { identifierSystems } from '@songhua/engine-fhir/china/systems.ts';
import type { Surgery } from './admission-kinds.ts';
import { type Department, departments } from './ailments.ts';
import { type Life, nextId, type Place } from './life.ts';
import { type Coding, type Concept, encounterClasses, hl7System, metas, operation, ours, type Secrecy } from './resource.ts';
import { costGroups, type StayCosts, splitCosts } from './split-costs.ts';

/** Code lists of the front page (卫医政发〔2011〕84号; not verified), by our name for each. */
const lists = {
  /** 入院途径 */
  'admission-route': { emergency: ['1', '急诊'], outpatient: ['2', '门诊'], transfer: ['3', '其他医疗机构转入'] },
  /** 离院方式 */
  'discharge-disposition': {
    ordered: ['1', '医嘱离院'],
    transferred: ['2', '医嘱转院'],
    community: ['3', '医嘱转社区卫生服务机构/乡镇卫生院'],
    against: ['4', '非医嘱离院'],
    death: ['5', '死亡'],
  },
  /** 入院病情 */
  'present-on-admission': { yes: ['1', '有'], unsure: ['2', '临床未确定'], unknown: ['3', '情况不明'], no: ['4', '无'] },
  /** 医疗付费方式 */
  payment: {
    employee: ['1', '城镇职工基本医疗保险'],
    resident: ['2', '城镇居民基本医疗保险'],
    rural: ['3', '新型农村合作医疗'],
    self: ['7', '全自费'],
  },
} as const;
type Lists = typeof lists;

const coded = <L extends keyof Lists>(list: L, key: keyof Lists[L]): Coding => {
  const [code, display] = lists[list][key] as unknown as readonly [string, string];
  return { system: `${ours.frontPage}${list}`, code, display };
};

export type Route = keyof Lists['admission-route'];
export type Disposition = keyof Lists['discharge-disposition'];
export type Payment = keyof Lists['payment'];
export type Present = keyof Lists['present-on-admission'];

/** Extension of a diagnosis: whether it was there on admission. */
export const presentOnAdmission = (present: Present): object => ({
  url: `${ours.extension}present-on-admission`,
  valueCoding: coded('present-on-admission', present),
});

export interface Stay {
  readonly encounter: string;
  /** Which stay of the resident at this institution it is, from 1. */
  readonly number: number;
  readonly from: number;
  readonly fromMinute: number;
  /** Null: not discharged yet at the end of the period. */
  readonly until: number | null;
  readonly untilMinute: number;
  readonly department: Department;
  readonly route: Route;
  readonly disposition: Disposition;
  /** The first is the principal one. */
  readonly diagnoses: readonly { readonly condition: string; readonly present: Present }[];
  readonly procedures: readonly { readonly id: string; readonly day: number }[];
  readonly costs: StayCosts;
  readonly payment: Payment;
  readonly secrecy: Secrecy;
  readonly reason: Concept;
  readonly extension: readonly object[];
}

const inpatient: Concept = { text: '住院' };
const role = (code: string, display: string): Concept => ({ coding: [{ system: hl7System('diagnosis-role'), code, display }] });
const roles = { main: role('DD', 'Discharge diagnosis'), other: role('CM', 'Comorbidity diagnosis') } as const;

/** The stay as an Encounter. */
export function writeStay(life: Life, place: Place, stay: Stay): void {
  const { calendar } = life;
  const { encounter: id, until } = stay;
  const start = calendar.moment(stay.from, stay.fromMinute);
  life.out.push({
    resourceType: 'Encounter',
    id,
    meta: metas[stay.secrecy],
    extension: [{ url: `${ours.extension}admission-number`, valuePositiveInt: stay.number }, ...stay.extension],
    identifier: [{ system: identifierSystems.inpatientNumber, value: `Z${id}` }],
    status: until === null ? 'in-progress' : 'finished',
    class: encounterClasses.inpatient,
    type: [inpatient],
    serviceType: { text: departments[stay.department] },
    subject: place.subject,
    period: until === null ? { start } : { start, end: calendar.moment(until, stay.untilMinute) },
    ...(until !== null && {
      length: { value: Math.max(1, until - stay.from), unit: 'd', system: 'http://unitsofmeasure.org', code: 'd' },
    }),
    reasonCode: [stay.reason],
    diagnosis: stay.diagnoses.map(({ condition }, at) => ({
      condition: { reference: `Condition/${condition}` },
      use: at === 0 ? roles.main : roles.other,
      rank: at + 1,
    })),
    hospitalization: {
      admitSource: { coding: [coded('admission-route', stay.route)] },
      ...(until !== null && { dischargeDisposition: { coding: [coded('discharge-disposition', stay.disposition)] } }),
    },
    serviceProvider: place.provider,
  });
  life.tally.add('Encounter', 'inpatient');
}

/** An operation; its id. */
export function writeSurgery(
  life: Life,
  place: Place,
  encounter: string,
  { code, name, level }: Surgery,
  day: number,
  minute: number,
): string {
  const id = nextId(place);
  life.out.push({
    resourceType: 'Procedure',
    id,
    meta: metas.plain,
    extension: [
      {
        url: `${ours.extension}surgery-level`,
        valueCoding: { system: `${ours.frontPage}surgery-level`, code: String(level), display: `${'一二三四'[level - 1]}级手术` },
      },
    ],
    status: 'completed',
    code: operation(code, name),
    subject: place.subject,
    encounter: { reference: `Encounter/${encounter}` },
    performedDateTime: life.calendar.moment(day, minute),
    performer: [{ actor: place.provider }],
  });
  life.tally.add('Procedure', code);
  return id;
}

const institutional: Concept = { coding: [{ system: hl7System('claim-type'), code: 'institutional', display: 'Institutional' }] };
const amounts = (name: string) => ({ coding: [{ system: hl7System('adjudication'), code: name }] });
const diagnosisTypes = (code: string) => [{ coding: [{ system: hl7System('ex-diagnosistype'), code }] }];
const yuan = (value: number) => ({ value: Math.round(value * 100) / 100, currency: 'CNY' });

/** What a payer leaves to the patient. */
const ownShare: Readonly<Record<Payment, number>> = { employee: 0.22, resident: 0.42, rural: 0.42, self: 1 };

/** What a stay cost, by the groups of the front page, with diagnoses, operations and who pays; written when it is over. */
export function writeCosts(life: Life, place: Place, stay: Stay): void {
  if (stay.until === null) return;
  const { calendar } = life;
  const { total, parts } = splitCosts(stay.costs, life.random);
  const payer = coded('payment', stay.payment);
  const own = total * ownShare[stay.payment] * (0.85 + 0.3 * life.random() * (stay.payment === 'self' ? 0.5 : 1));
  const encounter = [{ reference: `Encounter/${stay.encounter}` }];
  life.out.push({
    resourceType: 'ExplanationOfBenefit',
    id: nextId(place),
    meta: metas[stay.secrecy],
    status: 'active',
    type: institutional,
    use: 'claim',
    patient: place.subject,
    billablePeriod: { start: calendar.text(stay.from), end: calendar.text(stay.until) },
    created: calendar.text(stay.until),
    insurer: { display: stay.payment === 'self' ? '自费' : '医疗保障局' },
    provider: place.provider,
    outcome: 'complete',
    diagnosis: stay.diagnoses.map(({ condition, present }, at) => ({
      sequence: at + 1,
      diagnosisReference: { reference: `Condition/${condition}` },
      type: diagnosisTypes(at === 0 ? 'principal' : 'discharge'),
      onAdmission: { coding: [coded('present-on-admission', present)] },
    })),
    ...(stay.procedures.length > 0 && {
      procedure: stay.procedures.map(({ id, day }, at) => ({
        sequence: at + 1,
        date: calendar.text(day),
        procedureReference: { reference: `Procedure/${id}` },
      })),
    }),
    insurance: [{ focal: true, coverage: { display: payer.display } }],
    item: parts.map(([group, amount], at) => ({
      sequence: at + 1,
      productOrService: { coding: [{ system: `${ours.frontPage}cost`, code: group, display: costGroups[group] }] },
      net: yuan(amount),
      encounter,
    })),
    total: [
      { category: amounts('submitted'), amount: yuan(total) },
      { category: amounts('copay'), amount: yuan(Math.min(total, own)) },
    ],
    extension: [{ url: `${ours.extension}payment-method`, valueCoding: payer }],
  });
  life.tally.add('ExplanationOfBenefit');
}
