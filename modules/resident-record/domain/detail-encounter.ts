import { identifierSystems } from '@songhua/engine-fhir/china/systems.ts';
import type { Text } from '@songhua/kernel';
import type { EncounterDetail } from '../contract.ts';
import { kindOfVisit, titleOfVisit } from './draw-timeline.ts';
import { codedOf, codesOf, type Encounter, type Extension, idIn, isVoid, nameOf, type Stored } from './fhir.ts';
import { costsOfStay, presentOnAdmission } from './front-page-costs.ts';
import type { Gathered } from './gathered.ts';
import { isAdmission } from './list-care.ts';
import { conceptOf, dosageOf } from './list-medicines.ts';
import type { SourceOf } from './name-source.ts';
import { daysBetween } from './order-dates.ts';
import { spreadObservations } from './spread-observations.ts';

const uses: Readonly<Record<string, Text>> = {
  AD: { zh: '入院诊断', en: 'admission' },
  DD: { zh: '出院诊断', en: 'discharge' },
  CC: { zh: '主诉', en: 'chief complaint' },
  CM: { zh: '合并症', en: 'comorbidity' },
  'pre-op': { zh: '术前诊断', en: 'before the operation' },
  'post-op': { zh: '术后诊断', en: 'after the operation' },
  billing: { zh: '结算诊断', en: 'billing' },
};

const same = (text: string): Text => ({ zh: text, en: text });

/** The value of an extension as it is read; of one that holds others nothing. */
function spokenOf(extension: Extension): string | null {
  for (const [key, value] of Object.entries(extension)) {
    if (!key.startsWith('value')) continue;
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    if (typeof value === 'boolean') return value ? '是' : '否';
    const one = (value ?? {}) as {
      text?: string;
      coding?: { display?: string; code?: string }[];
      value?: number;
      unit?: string;
      display?: string;
    };
    if (one.value !== undefined) return `${one.value} ${one.unit ?? ''}`.trim();
    return one.text ?? one.coding?.[0]?.display ?? one.display ?? one.coding?.[0]?.code ?? null;
  }
  return null;
}

/** Names of what extensions of a visit say on the front page 病案首页; one that is not here has no name that a reader would know, and is not shown. */
const titles: Readonly<Record<string, Text>> = {
  'admission-number': { zh: '第几次住院', en: 'Admission, number' },
  'follow-up-class': { zh: '随访分类', en: 'Class at follow-up' },
  'next-visit': { zh: '下次随访日期', en: 'Next visit' },
  'pregnancy-risk': { zh: '妊娠风险分级', en: 'Risk of the pregnancy' },
};

function frontPage(encounter: Encounter): EncounterDetail['frontPage'] {
  const { identifier = [], hospitalization = {}, extension = [] } = encounter;
  const number = identifier.find(
    ({ system }) => system === identifierSystems.inpatientNumber || system === identifierSystems.outpatientNumber,
  );
  const rows: [string, Text, string | null | undefined][] = [
    ['number', { zh: '住院（门诊）号', en: 'Number' }, number?.value],
    ['admitSource', { zh: '入院途径', en: 'Admitted from' }, nameOf(hospitalization.admitSource)],
    ['reAdmission', { zh: '再入院', en: 'Readmission' }, nameOf(hospitalization.reAdmission)],
    ['dischargeDisposition', { zh: '离院方式', en: 'Discharged to' }, nameOf(hospitalization.dischargeDisposition)],
    ...extension.flatMap((one): [string, Text, string | null][] => {
      const key = one.url.split('/').at(-1) ?? one.url;
      const title = titles[key];
      return title ? [[key, title, spokenOf(one)]] : [];
    }),
  ];
  return rows.flatMap(([key, title, value]) => (value ? [{ key, title, value: same(value) }] : []));
}

/** One visit in full: what was found, done, given and measured in it, and of an admission its front page; its costs to whose role is shown bills. */
export function detailEncounter(
  encounter: Encounter,
  gathered: Gathered,
  names: ReadonlyMap<string, string>,
  sourceOf: SourceOf,
  showsBills = false,
): EncounterDetail {
  const conditions = new Map(gathered.conditions.map((one) => [one.id, one]));
  const said = new Map((encounter.diagnosis ?? []).map((one) => [idIn(one.condition, 'Condition') ?? '', one]));
  const [from, until] = [encounter.period?.start ?? null, encounter.period?.end ?? null];
  const observations = new Map(gathered.observations.map((one) => [one.id, nameOf(one.code)]));
  const valid = <T extends Stored>(all: readonly T[]): readonly T[] => all.filter((one) => !isVoid(one));
  const inReports = valid(gathered.reports).map((one) => ({
    ...codedOf(one.code),
    conclusion: one.conclusion ?? ((one.conclusionCode ?? []).map(nameOf).filter(Boolean).join('、') || null),
    results: (one.result ?? []).flatMap((each) => observations.get(idIn(each, 'Observation') ?? '') ?? each.display ?? []),
    source: sourceOf(one),
  }));
  return {
    id: encounter.id,
    kind: kindOfVisit(encounter),
    status: encounter.status,
    title: titleOfVisit(encounter, conditions),
    institution: sourceOf(encounter).institution,
    from,
    until,
    days: daysBetween(from, until),
    department: nameOf(encounter.serviceType) || null,
    reasons: (encounter.reasonCode ?? []).map(nameOf).filter((name) => name !== ''),
    participants: (encounter.participant ?? []).flatMap(({ type, individual }) => {
      const name = names.get(individual?.reference ?? '') ?? individual?.display;
      return name === undefined ? [] : [{ role: nameOf(type?.[0]) || null, name }];
    }),
    frontPage: frontPage(encounter),
    costs: isAdmission(encounter) && until !== null ? costsOfStay(valid(gathered.bills), showsBills) : null,
    diagnoses: valid(gathered.conditions)
      .map((one) => {
        const { use, rank } = said.get(one.id) ?? {};
        const [code] = codesOf(use);
        return {
          ...codedOf(one.code),
          use: (code === undefined ? undefined : uses[code]) ?? null,
          present: presentOnAdmission(one, gathered.bills),
          rank: rank ?? null,
          source: sourceOf(one),
        };
      })
      .toSorted((a, b) => (a.rank ?? 99) - (b.rank ?? 99)),
    procedures: valid(gathered.procedures).map((one) => ({ ...codedOf(one.code), source: sourceOf(one) })),
    medicines: valid(gathered.medications).map((one) => ({
      ...codedOf(conceptOf(one)),
      dosage: dosageOf(one),
      source: sourceOf(one),
    })),
    reports: inReports,
    results: spreadObservations(gathered.observations, sourceOf).map(
      ({ name, code, system, measured, range, interpretation, source }) => ({
        name,
        code,
        system,
        measured,
        range,
        interpretation,
        source,
      }),
    ),
    documents: valid(gathered.documents).map((one) => ({
      ...codedOf(one.type),
      name: one.title ?? one.description ?? nameOf(one.type),
      source: sourceOf(one),
    })),
  };
}
