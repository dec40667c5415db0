import { randomUUID } from 'node:crypto';
import { addAccount } from '@songhua/access';
import { must, type Resource, type Tx } from '@songhua/kernel';
import {
  allergy,
  bill,
  concept,
  condition,
  disease,
  ofVisit,
  organization,
  patient,
  prescription,
  pressure,
  quantity,
  result,
  stay,
  test,
  visit,
} from '@songhua/module-resident-record/fixtures/resident.ts';
import { peopleWriter } from '@songhua/records';

type Planted = Resource & { readonly id: string };

const atc = 'http://www.whocc.no/atc';
const day = 86_400_000;
const ref = (reference: string) => ({ reference });

/** So many days before now, to the minute. */
const ago = (days: number, hours = 0): string => new Date(Date.now() - days * day - hours * 3_600_000).toISOString();
const dayAgo = (days: number): string => ago(days).slice(0, 10);

/** Ids of one run, so that journeys on one server do not meet. */
export const ids = {
  hospital: 'e2e-rec-h',
  clinic: 'e2e-rec-t',
  one: 'e2e-rec-1',
  other: 'e2e-rec-2',
  parent: 'e2e-rec-3',
  child: 'e2e-rec-5',
  stranger: 'e2e-rec-4',
} as const;
export const password = `songhua-${randomUUID()}`;

const range = (low: number, high: number, unit: string) => ({
  referenceRange: [{ low: quantity(low, unit), high: quantity(high, unit) }],
});

/** A value each so many days ago, taken by turns at the hospital and at the clinic. */
function course(
  stem: string,
  code: object,
  unit: string,
  bounds: readonly [number, number],
  values: readonly (readonly [days: number, value: number])[],
): readonly Planted[] {
  return values.map(([days, value], at) => {
    const of = at % 2 === 0 ? ids.one : ids.other;
    return result(`${stem}-${at}`, of, code, ago(days), { valueQuantity: quantity(value, unit) }, range(...bounds, unit));
  });
}

/** What the stay cost, by groups of the front page; one group was left out. */
const costs = [
  ['service', 1820],
  ['diagnosis', 3260.5],
  ['treatment', 860],
  ['rehabilitation', 420],
  ['tcm', 180],
  ['western-medicine', 2755.36],
  ['chinese-medicine', 310],
  ['materials', 645.2],
  ['other', 60],
] as const;

const glucose = test('14771-0', '空腹血糖');
const names = { name: [{ use: 'official', text: '欧阳建国' }], gender: 'male', birthDate: '1958-03-15' };
const number = (value: string) => ({ identifier: [{ system: 'urn:oid:2.16.156.10011.1.3', value }] });

/**
 * One man as a hospital (`one`) and a township clinic (`other`) know him: diabetes and high blood pressure for years, a stay last month, in the
 * hospital's clinic now; his mother, for whom he acts; and a stranger who has never been here.
 */
export const people = (): readonly Planted[] => [
  organization(ids.hospital, '试验江城医院'),
  organization(ids.clinic, '试验口前卫生院'),
  patient(ids.one, ids.hospital, { ...names, ...number('220221195803150015') }),
  patient(ids.other, ids.clinic, { ...names, ...number('220221195803150015'), name: [{ text: '欧阳建囯' }] }),
  patient(ids.parent, ids.hospital, { name: [{ text: '崔顺子' }], birthDate: '1934-06-01', ...number('220221193406010024') }),
  patient(ids.stranger, ids.clinic, { name: [{ text: '慕容雪' }], birthDate: '1990-09-09', ...number('220221199009090023') }),
  visit('e2e-rec-now', ids.one, ids.hospital, ago(0, 1), {
    status: 'in-progress',
    period: { start: ago(0, 1) },
    reasonCode: [{ text: '头晕三天' }],
  }),
  visit('e2e-rec-parent', ids.parent, ids.hospital, ago(2), { reasonCode: [{ text: '膝关节疼痛' }] }),
  visit('e2e-rec-v1', ids.other, ids.clinic, ago(12), { reasonCode: [{ text: '糖尿病随访' }] }),
  visit('e2e-rec-v2', ids.other, ids.clinic, ago(102), { reasonCode: [{ text: '糖尿病随访' }] }),
  visit('e2e-rec-v3', ids.other, ids.clinic, ago(200), {
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'EMER' },
    reasonCode: [{ text: '急性腹痛' }],
  }),
  stay('e2e-rec-s1', ids.one, ids.hospital, ago(40), ago(33), {
    diagnosis: [
      {
        condition: ref('Condition/e2e-rec-c3'),
        use: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/diagnosis-role', code: 'DD' }] },
        rank: 1,
      },
      { condition: ref('Condition/e2e-rec-c1'), rank: 2 },
    ],
  }),
  condition('e2e-rec-c1', ids.one, disease('E11.900', '2型糖尿病'), dayAgo(2400)),
  condition('e2e-rec-c2', ids.other, disease('I10.x00', '高血压'), dayAgo(3000)),
  condition('e2e-rec-c3', ids.one, disease('I63.900', '脑梗死'), dayAgo(40), {
    ...ofVisit('e2e-rec-s1'),
    extension: [
      {
        url: 'https://songhua.example/fhir/StructureDefinition/present-on-admission',
        valueCoding: { code: '1', display: '有' },
      },
    ],
  }),
  {
    ...bill('e2e-rec-b1', 'e2e-rec-s1', costs, costs.reduce((sum, [, one]) => sum + Math.round(one * 100), 0) / 100, 3120.4),
    patient: ref(`Patient/${ids.one}`),
    provider: ref(`Organization/${ids.hospital}`),
  },
  patient(ids.child, ids.clinic, { name: [{ text: '欧阳小满' }], birthDate: dayAgo(800), ...number('220221202409130033') }),
  ...[790, 700, 610, 430, 250, 70].flatMap((days, at) => [
    result(`e2e-rec-cw-${at}`, ids.child, test('29463-7', '体重'), ago(days), { valueQuantity: quantity(4 + at * 2, 'kg') }),
    result(`e2e-rec-cl-${at}`, ids.child, test('8302-2', '身长'), ago(days), { valueQuantity: quantity(50 + at * 7.5, 'cm') }),
  ]),
  condition('e2e-rec-c4', ids.one, disease('K80.200', '胆囊结石'), dayAgo(900)),
  allergy('e2e-rec-a1', ids.other, '青霉素类', { code: concept(atc, 'J01C', '青霉素类') }),
  prescription('e2e-rec-m1', ids.one, concept(atc, 'A10BA02', '二甲双胍片'), dayAgo(5), {
    dosageInstruction: [{ text: '每日 2 次，每次 0.5 g，餐中服' }],
  }),
  prescription('e2e-rec-m2', ids.other, concept(atc, 'C08CA01', '氨氯地平片'), dayAgo(12)),
  prescription('e2e-rec-m3', ids.one, concept(atc, 'B01AC06', '阿司匹林肠溶片'), dayAgo(5), {
    dosageInstruction: [{ text: '每日 1 次，每次 100 mg' }],
  }),
  prescription('e2e-rec-m5', ids.other, concept(atc, 'J01CA04', '阿莫西林胶囊'), dayAgo(12), {
    dosageInstruction: [{ text: '每日 3 次，每次 0.5 g' }],
  }),
  prescription('e2e-rec-m4', ids.one, concept(atc, 'J01FA10', '阿奇霉素片'), dayAgo(500)),
  ...course(
    'e2e-rec-g',
    glucose,
    'mmol/L',
    [3.9, 6.1],
    [
      [900, 6.8],
      [720, 7.1],
      [560, 7.9],
      [400, 7.2],
      [300, 6.6],
      [200, 6.9],
      [102, 7.6],
      [12, 8.4],
    ],
  ),
  ...course(
    'e2e-rec-k',
    test('2823-3', '血钾'),
    'mmol/L',
    [3.5, 5.3],
    [
      [720, 4.2],
      [400, 4.0],
      [39, 3.2],
    ],
  ),
  ...course(
    'e2e-rec-cr',
    test('2160-0', '血肌酐'),
    'umol/L',
    [57, 97],
    [
      [900, 71],
      [560, 78],
      [300, 88],
      [39, 104],
    ],
  ),
  ...course(
    'e2e-rec-ldl',
    test('13457-7', '低密度脂蛋白胆固醇'),
    'mmol/L',
    [0, 3.4],
    [
      [560, 3.9],
      [300, 3.1],
      [39, 2.6],
    ],
  ),
  ...[900, 560, 300, 102, 12].map((days, at) =>
    pressure(`e2e-rec-bp-${at}`, at % 2 ? ids.one : ids.other, ago(days), 138 + at * 6, 86 + at * 2),
  ),
  result('e2e-rec-w', ids.other, test('29463-7', '体重'), ago(12), { valueQuantity: quantity(83, 'kg') }),
  result('e2e-rec-hgt', ids.other, test('8302-2', '身高'), ago(12), { valueQuantity: quantity(168, 'cm') }),
  result('e2e-rec-abo', ids.one, test('883-9', 'ABO 血型'), ago(40), { valueCodeableConcept: { text: 'A 型' } }),
  result('e2e-rec-hbs', ids.one, test('5196-1', '乙肝表面抗原'), ago(40), { valueString: '阴性' }),
  {
    resourceType: 'DiagnosticReport',
    id: 'e2e-rec-r1',
    status: 'final',
    code: { text: '头颅磁共振' },
    subject: ref(`Patient/${ids.one}`),
    encounter: ref('Encounter/e2e-rec-s1'),
    effectiveDateTime: ago(39),
    conclusion: '左侧基底节区急性腔隙性梗死',
  },
  {
    resourceType: 'Immunization',
    id: 'e2e-rec-i1',
    status: 'completed',
    vaccineCode: { text: '流感疫苗' },
    patient: ref(`Patient/${ids.other}`),
    occurrenceDateTime: dayAgo(20),
    lotNumber: 'L20261',
    protocolApplied: [{ doseNumberPositiveInt: 1 }],
  },
  {
    resourceType: 'EpisodeOfCare',
    id: 'e2e-rec-e1',
    status: 'active',
    type: [concept('https://songhua.example/fhir/CodeSystem/programme', 'diabetes', '糖尿病患者健康管理')],
    patient: ref(`Patient/${ids.other}`),
    managingOrganization: ref(`Organization/${ids.clinic}`),
    period: { start: dayAgo(2000) },
  },
];

/** Accounts of the journey: a doctor and a nurse of the hospital, the man himself, who also acts for his mother; one person out of two registrations. */
export async function addPeople(tx: Tx, now: Date): Promise<void> {
  await peopleWriter.regroup(tx, [[ids.one, ids.other]], now);
  for (const [username, name, role] of [
    ['e2e-rec-doctor', '试验医生', 'doctor'],
    ['e2e-rec-resident', '欧阳建国', 'resident'],
  ] as const) {
    const own = role === 'resident' ? ['resident' as const] : [];
    const { id } = must(await addAccount(tx, { username, password, name, roles: own, area: '220200' }, now, true));
    if (role === 'doctor')
      await tx.query(`insert into access.membership (account, organization, roles, since) values ($1, $2, $3, '2020-01-01')`, [
        id,
        `Organization/${ids.hospital}`,
        [role],
      ]);
    else {
      await tx.query('update access.account set patient = $2 where id = $1', [id, `Patient/${ids.one}`]);
      await tx.query(
        `insert into access.proxy (account, patient, kind, since, granted_by) values ($1, $2, 'family', '2020-01-01', 'test')`,
        [id, `Patient/${ids.parent}`],
      );
      await tx.query(
        `insert into access.proxy (account, patient, kind, since, granted_by) values ($1, $2, 'guardian', '2020-01-01', 'test')`,
        [id, `Patient/${ids.child}`],
      );
    }
  }
}
