import type { Language, Text } from '@songhua/kernel';
import type { ResidentRecord, Source } from '../../contract.ts';
import type { Stored } from '../fhir.ts';
import { isWithin, pregnancyIcd } from '../health-codes.ts';
import { cityTextOf } from '../order-dates.ts';
import { type Narrative, sentence, table } from './narrate.ts';
import { isKept } from './pick-elements.ts';

/** One section of the summary, before it is written as FHIR. */
export interface Section {
  readonly code: string;
  readonly display: string;
  readonly title: Text;
  readonly text: Narrative;
  /** `Type/id` of what it holds. */
  readonly entries: readonly string[];
  /** Why it holds nothing. */
  readonly empty: 'nilknown' | 'unavailable' | null;
}

/** Of each measurement the latest, of so many measurements. */
const mostResults = 100;

const head = (zh: string, en: string): Text => ({ zh, en });
const when = head('时间', 'Date');
const house = head('机构', 'Institution');
const item = head('名称', 'Name');

interface Row {
  readonly cells: readonly (string | null)[];
  readonly sources: readonly Source[];
}

interface Drawn {
  readonly code: string;
  readonly display: string;
  readonly title: Text;
  readonly headings: readonly Text[];
  readonly rows: readonly Row[];
  readonly none: Text;
  readonly empty?: 'nilknown' | 'unavailable';
  /** Shown even when there is nothing: the sections that every summary has. */
  readonly always?: true;
}

const nothing = head(
  '没有记录。这不表示没有，只表示各机构没有写下。',
  'Nothing is recorded. That says only that nobody wrote anything down.',
);

function drawn(record: ResidentRecord, language: Language): Drawn[] {
  const { problems, allergies, allergyState, medicines, immunisations, procedures, results, head: person } = record;
  const told = (state: 'active' | 'past'): Row[] =>
    problems
      .filter((one) => one.state === state)
      .map(({ name, code, first, last, sources }) => ({
        cells: [name, code, first, last, sources[0]?.institution.name ?? null],
        sources: sources.slice(0, 1),
      }));
  const problemHeadings = [item, head('代码', 'Code'), head('最早', 'First'), head('最近', 'Last'), house];
  const resultHeadings = [item, head('结果', 'Result'), head('参考范围', 'Range'), when, house];
  const measured = (groups: readonly string[]): Row[] =>
    results
      .filter(({ group }) => groups.includes(group))
      .slice(0, mostResults)
      .map(({ name, latest, range, source }) => ({
        cells: [
          name,
          latest.text,
          range &&
            (range.text ??
              ([range.low, range.high].some((one) => one !== null)
                ? `${range.low ?? ''}–${range.high ?? ''} ${range.unit ?? ''}`.trim()
                : null)),
          source.at,
          source.institution.name,
        ],
        sources: [source],
      }));
  const noAllergies = allergyState === 'none-known';
  const pregnancy = problems.filter(({ code }) => code !== null && isWithin(code, [...pregnancyIcd, 'O8', 'Z37']));
  return [
    {
      code: '11450-4',
      display: 'Problem list - Reported',
      title: head('现有健康问题', 'Active problems'),
      headings: problemHeadings,
      rows: told('active'),
      none: nothing,
      always: true,
    },
    {
      code: '48765-2',
      display: 'Allergies and adverse reactions Document',
      title: head('过敏与不良反应', 'Allergies and intolerances'),
      headings: [item, head('严重程度', 'Criticality'), head('反应', 'Reactions'), when, house],
      rows: allergies
        .filter(({ state }) => state === 'active')
        .map(({ name, criticality, reactions, first, sources }) => ({
          cells: [
            name,
            criticality,
            reactions.join(language === 'zh' ? '、' : ', '),
            first,
            sources[0]?.institution.name ?? null,
          ],
          sources: sources.slice(0, 1),
        })),
      none: noAllergies ? head('问诊记录：没有已知的过敏。', 'Asked and recorded: no known allergies.') : nothing,
      ...(noAllergies && { empty: 'nilknown' as const }),
      always: true,
    },
    {
      code: '10160-0',
      display: 'History of Medication use Narrative',
      title: head('当前用药', 'Medication'),
      headings: [item, head('用法', 'Dosage'), head('开始', 'From'), head('至', 'Until'), house],
      rows: medicines
        .filter(({ state }) => state === 'current')
        .map(({ name, dosage, from, until, sources }) => ({
          cells: [name, dosage, from, until, sources[0]?.institution.name ?? null],
          sources: sources.filter(({ resource }) => isKept(resource.split('/')[0] ?? '')).slice(0, 1),
        })),
      none: nothing,
      always: true,
    },
    {
      code: '11369-6',
      display: 'History of Immunization Narrative',
      title: head('预防接种', 'Immunisations'),
      headings: [item, head('剂次', 'Dose'), head('批号', 'Lot'), when, house],
      rows: immunisations
        .filter(({ given }) => given)
        .map(({ name, dose, lot, source }) => ({
          cells: [name, dose, lot, source.at, source.institution.name],
          sources: [source],
        })),
      none: nothing,
      always: true,
    },
    {
      code: '30954-2',
      display: 'Relevant diagnostic tests/laboratory data Narrative',
      title: head('检验检查结果', 'Results'),
      headings: resultHeadings,
      rows: measured(['laboratory', 'imaging', 'exam', 'other']),
      none: nothing,
      always: true,
    },
    {
      code: '8716-3',
      display: 'Vital signs',
      title: head('生命体征', 'Vital signs'),
      headings: resultHeadings,
      rows: measured(['vital-signs']),
      none: nothing,
    },
    {
      code: '47519-4',
      display: 'History of Procedures Document',
      title: head('手术与操作', 'Procedures'),
      headings: [item, head('代码', 'Code'), when, house],
      rows: procedures.map(({ name, code, source }) => ({
        cells: [name, code, source.at, source.institution.name],
        sources: [source],
      })),
      none: nothing,
      always: true,
    },
    {
      code: '11348-0',
      display: 'History of Past illness note',
      title: head('既往疾病', 'Past illness'),
      headings: problemHeadings,
      rows: told('past'),
      none: nothing,
      always: true,
    },
    ...(person.sex === 'female' && pregnancy.length > 0
      ? [
          {
            code: '10162-6',
            display: 'History of pregnancies Narrative',
            title: head('孕产史', 'Pregnancies'),
            headings: problemHeadings,
            rows: pregnancy.map(({ name, code, first, last, sources }) => ({
              cells: [name, code, first, last, sources[0]?.institution.name ?? null],
              sources: sources.slice(0, 1),
            })),
            none: nothing,
          },
        ]
      : []),
  ];
}

/** The sections of the International Patient Summary: those that every summary has, and of the others those that say something. */
export const writeSections = (record: ResidentRecord, resources: ReadonlyMap<string, Stored>, language: Language): Section[] =>
  drawn(record, language).flatMap(({ code, display, title, headings, rows, none, empty, always }): Section[] => {
    const entries = [...new Set(rows.flatMap(({ sources }) => sources.map(({ resource }) => resource)))].filter((one) =>
      resources.has(one),
    );
    if (rows.length === 0)
      return always ? [{ code, display, title, text: sentence(none[language]), entries: [], empty: empty ?? 'unavailable' }] : [];
    const cells = rows.map((row) => row.cells.map((one) => one && cityTextOf(one)));
    const text = table(
      headings.map((one) => one[language]),
      cells,
    );
    return [{ code, display, title, text, entries, empty: null }];
  });
