import { type CountMeasure, countMeasures, type InstitutionKind, inventedMark, kindsOf } from '@songhua/engine-city';
import type { Text } from '@songhua/kernel';
import type { CheckedRow, Tell } from './check-rows.ts';
import type { Column } from './columns.ts';
import {
  actionOf,
  codeIn,
  codesIn,
  countIn,
  differencesOf,
  evidenceDifference,
  type Part,
  type Planned,
  textIn,
} from './decision.ts';
import { factDifferences, withFacts } from './merge-facts.ts';
import type { Places } from './places.ts';
import type { InstitutionFact, InstitutionRecord, Listed, RegistryView, ReturnScope } from './registry-shapes.ts';
import { sourceText } from './source-text.ts';
import { takenMessage } from './taken-ids.ts';
import type { Words } from './words.ts';

interface Means {
  readonly scope: ReturnScope;
  readonly columns: readonly Column[];
  readonly words: Words;
  readonly view: RegistryView;
  readonly places: Places;
  readonly tell: Tell;
}

/** Figures of which one cannot be more than the others: the parts, together, and the whole. */
const parts: readonly { readonly parts: readonly CountMeasure[]; readonly whole: CountMeasure }[] = [
  { parts: ['staff-technical'], whole: 'staff-total' },
  { parts: ['doctors', 'nurses', 'pharmacists'], whole: 'staff-technical' },
  { parts: ['general-practitioners'], whole: 'doctors' },
  { parts: ['tcm-doctors'], whole: 'doctors' },
  { parts: ['professional-establishment'], whole: 'establishment' },
  { parts: ['public-health-establishment'], whole: 'professional-establishment' },
];

const classOf = (kind: InstitutionKind) =>
  (Object.keys(kindsOf) as (keyof typeof kindsOf)[]).find((one) => (kindsOf[one] as readonly string[]).includes(kind)) ?? 'other';

function checkParts(row: CheckedRow, { tell, words }: Means): boolean {
  let fine = true;
  for (const { parts: some, whole } of parts) {
    const total = countIn(row, whole);
    const given = some.map((key) => countIn(row, key)).filter((one) => one !== null);
    const sum = given.reduce((all, one) => all + one, 0);
    if (total === null || sum <= total) continue;
    fine = false;
    const names = (language: 'zh' | 'en') =>
      some.map((key) => words.measures[key].title[language]).join(language === 'zh' ? '＋' : ' + ');
    tell(row, some[0] ?? whole, 'parts', {
      zh: `${names('zh')}（${sum}）超过${words.measures[whole].title.zh}（${total}）`,
      en: `${names('en')} (${sum}) is more than ${words.measures[whole].title.en} (${total})`,
    });
  }
  return fine;
}

/** Its people, beds and services have ids that begin with it; FHIR allows 64 characters in all. */
const longestNewId = 32;

/** Which institution a row speaks of: one that is registered, a new one, or none that can be told. */
function identify(
  row: CheckedRow,
  { places, tell, view }: Means,
): { readonly id: string; readonly listed: Listed | null } | null {
  const [id, name] = [textIn(row, 'id'), textIn(row, 'name')];
  const [namesake, ...others] = places.byName(name);
  if (id === '') {
    if (others.length > 0)
      tell(row, 'name', 'ambiguous-institution', {
        zh: `有 ${others.length + 1} 家同名机构，请填机构编号`,
        en: `${others.length + 1} institutions bear this name; give the id`,
      });
    else if (!namesake)
      tell(row, 'id', 'id-for-new', {
        zh: '没有登记这个名称的机构；新机构请填编号',
        en: 'no institution of this name is registered; a new one needs an id',
      });
    return namesake && others.length === 0 ? { id: namesake.id, listed: namesake } : null;
  }
  const listed = places.byId.get(id) ?? null;
  if (!listed && id.length > longestNewId) {
    tell(row, 'id', 'id', {
      zh: `新机构的编号至多 ${longestNewId} 位`,
      en: `the id of a new institution has at most ${longestNewId} characters`,
    });
    return null;
  }
  const taken = view.taken.get(`Organization/${id}`) ?? view.taken.get(`Location/${id}`);
  if (!listed && taken) {
    tell(row, 'id', 'id-taken', takenMessage(taken));
    return null;
  }
  if (listed && !places.isInside(listed)) {
    tell(row, 'id', 'outside-area', {
      zh: '该编号的机构不在报送地区内',
      en: 'the institution of this id does not lie in the area of the return',
    });
    return null;
  }
  if (namesake && namesake.id !== id) {
    tell(row, 'name', 'name-taken', {
      zh: `这个名称属于另一家登记在册的机构（${namesake.id}）`,
      en: `this is the name of another registered institution (${namesake.id})`,
    });
    return null;
  }
  return { id, listed };
}

function placeOf(
  row: CheckedRow,
  before: InstitutionRecord | null,
  { places, tell }: Means,
): Pick<InstitutionRecord, 'area' | 'town'> | null {
  const [areaText, townText] = [textIn(row, 'area'), textIn(row, 'town')];
  let area = before?.area ?? null;
  if (areaText !== '') {
    const found = places.area(areaText);
    if (!found.ok) {
      tell(row, 'area', found.rule, found.message);
      return null;
    }
    area = found.value.code;
  }
  if (area === null) return null;
  if (townText === '') return { area, town: before?.area === area ? before.town : null };
  const town = places.town(townText, area);
  if (!town.ok) {
    tell(row, 'town', town.rule, town.message);
    return null;
  }
  return { area, town: town.value.code };
}

function recordOf(row: CheckedRow, id: string, before: InstitutionRecord | null, means: Means): InstitutionRecord | null {
  const { tell, scope } = means;
  const place = placeOf(row, before, means);
  const kind = codeIn<InstitutionKind>(row, 'kind') ?? before?.kind ?? null;
  const ownership = codeIn<InstitutionRecord['ownership']>(row, 'ownership') ?? before?.ownership ?? null;
  const missing = [
    ...(kind === null ? ['kind'] : []),
    ...(ownership === null ? ['ownership'] : []),
    ...(textIn(row, 'area') === '' && !before ? ['area'] : []),
  ];
  for (const field of missing) tell(row, field, 'needed-for-new', { zh: '新机构必填', en: 'needed for a new institution' });
  if (!place || kind === null || ownership === null) return null;
  const source = sourceText(scope.file, row.sheet, row.line, scope.by);
  const facts = countMeasures.flatMap((measure): InstitutionFact[] => {
    const value = countIn(row, measure);
    return value === null ? [] : [{ measure, value, asOf: scope.asOf, evidence: 'entered', source }];
  });
  const offered = codesIn<InstitutionRecord['services'][number]['code']>(row, 'services');
  const services = before?.services ?? [];
  const said = (key: string): boolean => (row.cells[key] ?? '') !== '';
  const entered = (is: boolean, old: InstitutionRecord['attributes'][keyof InstitutionRecord['attributes']] | undefined) =>
    is || !old ? ('entered' as const) : old;
  return {
    id,
    name: textIn(row, 'name'),
    class: classOf(kind),
    kind,
    level: codeIn<InstitutionRecord['level']>(row, 'level') ?? before?.level ?? 'none',
    ownership,
    ...place,
    named: before?.named ?? false,
    section: before?.section ?? null,
    attributes: {
      name: before?.attributes.name === 'published' && before.name === textIn(row, 'name') ? 'published' : 'entered',
      kind: entered(said('kind'), before?.attributes.kind),
      level: entered(said('level'), before?.attributes.level),
      ownership: entered(said('ownership'), before?.attributes.ownership),
      place: entered(said('area') || said('town'), before?.attributes.place),
    },
    facts: withFacts(before?.facts ?? [], facts),
    fields: codesIn<InstitutionRecord['fields'][number]>(row, 'fields') ?? before?.fields ?? [],
    designations: codesIn<InstitutionRecord['designations'][number]>(row, 'designations') ?? before?.designations ?? [],
    complete: offered ? [...new Set([...(before?.complete ?? []), 'services' as const])] : (before?.complete ?? []),
    services: offered
      ? [
          ...offered.map((code) => ({ code, offered: true, evidence: 'entered' as const })),
          ...services
            .filter(({ code }) => !offered.includes(code))
            .map(({ code }) => ({ code, offered: false, evidence: 'entered' as const })),
        ]
      : services,
  };
}

/** An institution's traits by the columns they come from; places by their names. */
function traitsOf(
  { facts: _, services, area, town, ...record }: InstitutionRecord,
  { areas }: RegistryView,
): Readonly<Record<string, unknown>> {
  const nameOf = (code: string): Text | string => areas.get(code)?.name ?? code;
  return {
    ...record,
    area: nameOf(area),
    town: town && nameOf(town),
    services: services.filter(({ offered }) => offered).map(({ code }) => code),
  };
}

function plannedOf(
  row: CheckedRow,
  record: InstitutionRecord,
  before: InstitutionRecord | null,
  { columns, words, scope, view }: Means,
): Planned {
  const traits = columns.filter(({ key, type }) => type !== 'count' && key !== 'id');
  const evidence = before
    ? Object.entries(record.attributes).filter(
        ([key, now]) => before.attributes[key as keyof typeof before.attributes] === 'synthetic' && now === 'entered',
      )
    : [];
  const differences = [
    ...differencesOf(traits, words, before && traitsOf(before, view), traitsOf(record, view)),
    ...(evidence.length > 0 ? evidenceDifference('synthetic', 'entered') : []),
    ...factDifferences(
      before?.facts ?? [],
      record.facts.filter(({ asOf }) => asOf === scope.asOf),
      words,
    ),
  ];
  return {
    line: row.line,
    action: actionOf(before, differences),
    subject: 'institution',
    id: record.id,
    name: record.name,
    institution: record.id,
    differences,
  };
}

/** What is registered in the area and not in the file: invented ones are retired by an annual return, real ones are told of. */
function absent(
  seen: ReadonlySet<string>,
  mayRetire: boolean,
  { view, places }: Means,
): { readonly retired: readonly string[]; readonly planned: readonly Planned[] } {
  const left = view.listed.filter((one) => places.isInside(one) && !seen.has(one.id));
  const planned = ({ id, name }: Listed, action: 'retired' | 'warned'): Planned => ({
    line: null,
    action,
    subject: 'institution',
    id,
    name,
    institution: id,
    differences: [],
  });
  const invented = mayRetire ? left.filter(({ name }) => name.includes(inventedMark)) : [];
  const real = left.filter(({ name }) => !name.includes(inventedMark));
  return {
    retired: invented.map(({ id }) => id),
    planned: [...invented.map((one) => planned(one, 'retired')), ...real.map((one) => planned(one, 'warned'))],
  };
}

/** What rows of institutions, with or without figures, come to. `isWhole`: no row had to be left out. */
export function decideInstitutions(rows: readonly CheckedRow[], isWhole: boolean, means: Means): Part {
  const { scope, view, tell } = means;
  const planned: Planned[] = [];
  const institutions: InstitutionRecord[] = [];
  const lines = new Map<string, number>();
  const names = new Map<string, number>();
  let whole = isWhole;
  for (const row of rows) {
    const who = identify(row, means);
    const twice = who && lines.get(who.id);
    const named = names.get(textIn(row, 'name'));
    if (twice !== undefined && twice !== null)
      tell(row, row.cells['id'] ? 'id' : 'name', 'duplicate', {
        zh: `与第 ${twice} 行是同一家机构`,
        en: `the same institution as line ${twice}`,
      });
    else if (named !== undefined)
      tell(row, 'name', 'duplicate-name', { zh: `与第 ${named} 行同名`, en: `the same name as line ${named}` });
    const before = who ? (view.records.get(who.id) ?? null) : null;
    const fits = checkParts(row, means);
    const record = who && recordOf(row, who.id, before, means);
    if (!who || !record || !fits || twice || named !== undefined) {
      whole = false;
      continue;
    }
    lines.set(who.id, row.line);
    names.set(record.name, row.line);
    planned.push(plannedOf(row, record, before, means));
    institutions.push(record);
  }
  if (scope.kind !== 'annual') return { planned, institutions };
  const rest = absent(new Set(lines.keys()), whole, means);
  const notices = whole
    ? []
    : [{ zh: '有错行，不退出任何合成机构', en: 'some rows are wrong: no invented institution is retired' }];
  return { planned: [...planned, ...rest.planned], institutions, retired: rest.retired, notices };
}
