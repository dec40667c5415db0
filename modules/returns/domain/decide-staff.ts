import { type CountMeasure, type Profession, technicalProfessions } from '@songhua/engine-city';
import type { CheckedRow, Tell } from './check-rows.ts';
import { decideRoster, type RosterMeans } from './decide-roster.ts';
import { carriedFrom, codeIn, codesIn, countIn, flagIn, isShortId, lacks, longestId, type Part, textIn } from './decision.ts';
import type { RawRow } from './find-heading.ts';
import type { InstitutionFact, StaffRecord } from './registry-shapes.ts';
import { countedSource, sourceText } from './source-text.ts';
import { takenMessage } from './taken-ids.ts';

const isTechnical = (profession: Profession): boolean => (technicalProfessions as readonly Profession[]).includes(profession);

/** The figures of an institution that its roster comes to: people at their first place of practice, as the statistics count. */
export function staffFigures(staff: readonly StaffRecord[]): Readonly<Partial<Record<CountMeasure, number>>> {
  const counted = staff.filter(({ primary }) => primary);
  const count = (is: (one: StaffRecord) => boolean): number => counted.filter(is).length;
  const doctors = counted.filter(({ profession }) => profession === 'doctor');
  return {
    'staff-total': counted.length,
    'staff-technical': count(({ profession }) => isTechnical(profession)),
    doctors: doctors.length,
    nurses: count(({ profession }) => profession === 'nurse'),
    pharmacists: count(({ profession }) => profession === 'pharmacist'),
    'general-practitioners': doctors.filter(({ specialty }) => specialty === 'general-practice').length,
    'tcm-doctors': doctors.filter(({ category }) => category === 'tcm').length,
  };
}

const postOf = (profession: Profession): StaffRecord['post'] =>
  profession === 'manager' ? 'management' : profession === 'worker' ? 'worker' : 'professional';

/** Figures that only a roster with this column comes to. */
const neededBy: Readonly<Partial<Record<CountMeasure, string>>> = {
  'general-practitioners': 'specialty',
  'tcm-doctors': 'category',
};

const mayHaveLicence = (profession: Profession): boolean => profession === 'doctor' || profession === 'village-doctor';

/** What a doctor must have said of the licence, in the file or before, and nobody else of the category. */
function checkLicence(row: CheckedRow, old: StaffRecord | undefined, tell: Tell): boolean {
  const profession = codeIn<Profession>(row, 'profession');
  const licence = lacks(row, 'licence') ? (old?.licence ?? null) : codeIn(row, 'licence');
  if (profession === 'doctor' && !licence) {
    tell(row, 'licence', 'licence-for-doctor', { zh: '医师须填执业资格', en: 'a doctor’s licence must be given' });
    return false;
  }
  if (profession !== 'doctor' && codeIn(row, 'category')) {
    tell(row, 'category', 'doctor-only', { zh: '只有医师填写执业类别', en: 'only doctors have a category' });
    return false;
  }
  if (profession !== 'doctor' && profession !== 'village-doctor' && codeIn(row, 'licence')) {
    tell(row, 'licence', 'doctor-only', {
      zh: '只有医师和乡村医生填写执业资格',
      en: 'only doctors and village doctors have a licence',
    });
    return false;
  }
  return true;
}

/** What a row is held against: the person by the registry's id, and the post as it is registered. */
interface Post {
  readonly person: string;
  readonly isKnown: boolean;
  readonly id: string | null;
  readonly before: StaffRecord | undefined;
}

/** Looks up the people and posts that rows speak of. */
function postsOf({ scope, view, places }: RosterMeans) {
  const known = new Set(view.staff.map(({ person }) => person));
  const roles = new Map(view.staff.map((one) => [`${one.person} ${one.institution}`, one]));
  return (row: CheckedRow): Post => {
    const code = textIn(row, 'person');
    const person = known.has(code) ? code : `${scope.area}.${code}`;
    const place = places.institution(textIn(row, 'institution'));
    const isKnown = known.has(person);
    if (!place.ok) return { person, isKnown, id: null, before: undefined };
    const before = roles.get(`${person} ${place.value.id}`);
    return { person, isKnown, id: before?.id ?? `${person}.${place.value.id}`, before };
  };
}

const isPrimary = (row: CheckedRow, before: StaffRecord | undefined): boolean =>
  (lacks(row, 'primary') ? carriedFrom(before)?.primary : flagIn(row, 'primary')) ?? true;

/**
 * Faults of people who stand on several rows, or elsewhere in the registry: another name, or not exactly one first place of practice.
 * The institutions of the file are not elsewhere: of those it is the whole list.
 */
function checkPeople(
  rows: readonly CheckedRow[],
  postOfRow: (row: CheckedRow) => Post,
  { view, scope, places, tell }: RosterMeans,
): ReadonlySet<CheckedRow> {
  const wrong = new Set<CheckedRow>();
  const listed = new Set(
    rows.flatMap((row) => {
      const place = places.institution(textIn(row, 'institution'));
      return place.ok ? [place.value.id] : [];
    }),
  );
  const elsewhere = new Map(
    view.staff
      .filter((one) => one.primary && carriedFrom(one) && !listed.has(one.institution))
      .filter(({ institution, until }) => places.byId.has(institution) && (until === null || until >= scope.asOf))
      .map((one) => [one.person, one]),
  );
  for (const [person, own] of Map.groupBy(rows, (row) => postOfRow(row).person)) {
    const [first, ...others] = own;
    if (!first) continue;
    for (const row of others) {
      if (textIn(row, 'name') === textIn(first, 'name')) continue;
      wrong.add(row);
      tell(row, 'name', 'person-differs', {
        zh: `与第 ${first.line} 行人员编号相同而姓名不同`,
        en: `the same person id as line ${first.line} with another name`,
      });
    }
    const primary = own.filter((row) => isPrimary(row, postOfRow(row).before));
    for (const row of primary.slice(1)) {
      wrong.add(row);
      tell(row, 'primary', 'one-primary', {
        zh: `第 ${primary[0]?.line} 行已是此人的主要执业机构`,
        en: `line ${primary[0]?.line} is this person’s first place of practice already`,
      });
    }
    const other = elsewhere.get(person);
    const [claimed] = primary;
    if (!other || !claimed) continue;
    const name = view.listed.find(({ id }) => id === other.institution)?.name ?? other.institution;
    wrong.add(claimed);
    tell(claimed, 'primary', 'primary-elsewhere', {
      zh: `此人登记的主要执业机构是“${name}”；请先在那里更正，或在此填“否”`,
      en: `the person’s first place of practice is registered as ${name}; correct it there first, or say no here`,
    });
  }
  return wrong;
}

/** What a roster of staff comes to, with the figures it makes of each institution. */
export function decideStaff(rows: readonly CheckedRow[], bad: readonly RawRow[], means: RosterMeans): Part {
  const { scope, view, tell } = means;
  const postOfRow = postsOf(means);
  const wrong = checkPeople(rows, postOfRow, means);
  const lacking = new Map<string, Set<string>>();
  const read = (row: CheckedRow, institution: { readonly id: string }): StaffRecord | null => {
    const profession = codeIn<Profession>(row, 'profession');
    const { person, isKnown, id, before } = postOfRow(row);
    const old = carriedFrom(before);
    const fits = checkLicence(row, old, tell) && !wrong.has(row);
    if (profession === null || id === null || !fits) return null;
    if (!isKnown && !isShortId(row, 'person', tell)) return null;
    if (id.length > longestId) {
      tell(row, 'person', 'id-length', {
        zh: `人员编号与机构编号合计过长（${id.length} 位，上限 ${longestId}）`,
        en: `the ids of person and institution are too long together (${id.length}, at most ${longestId})`,
      });
      return null;
    }
    const taken = before ? undefined : view.taken.get(`PractitionerRole/${id}`);
    if (taken) {
      tell(row, 'person', 'id-taken', takenMessage(taken));
      return null;
    }
    const columnsLacking = lacking.get(institution.id) ?? new Set();
    for (const key of Object.values(neededBy)) if (lacks(row, key)) columnsLacking.add(key);
    lacking.set(institution.id, columnsLacking);
    const said = <T>(key: string, given: T, carried: T | undefined): T => (lacks(row, key) ? (carried ?? given) : given);
    // What belongs to a profession goes with it.
    const same = old?.profession === profession ? old : undefined;
    return {
      id,
      institution: institution.id,
      // Without a day the person is there from the day of the return on; who was there before stays since then.
      since: textIn(row, 'since') || (before ? before.since : scope.asOf),
      until: null,
      evidence: 'entered',
      source: sourceText(scope.file, row.sheet, row.line, scope.by),
      person,
      name: textIn(row, 'name'),
      gender: said('gender', codeIn<StaffRecord['gender']>(row, 'gender') ?? 'unknown', old?.gender),
      profession,
      category: said('category', codeIn<NonNullable<StaffRecord['category']>>(row, 'category'), same?.category),
      licence: said(
        'licence',
        codeIn<NonNullable<StaffRecord['licence']>>(row, 'licence'),
        mayHaveLicence(profession) ? old?.licence : undefined,
      ),
      specialty: said('specialty', codeIn<NonNullable<StaffRecord['specialty']>>(row, 'specialty'), same?.specialty),
      duties: said('duties', codesIn<StaffRecord['duties'][number]>(row, 'duties') ?? [], old?.duties),
      post: said('post', codeIn<StaffRecord['post']>(row, 'post') ?? postOf(profession), same?.post),
      established: said('established', flagIn(row, 'established') ?? false, old?.established),
      primary: isPrimary(row, before),
      years: said('years', countIn(row, 'years'), same?.years),
    };
  };
  const decided = decideRoster(
    rows,
    bad,
    {
      collection: 'staff',
      subject: 'staff',
      type: 'PractitionerRole',
      existing: view.staff,
      read,
      nameOf: ({ name }) => name,
      fieldsOf: (record) => ({ ...record, person: undefined, institution: undefined }),
      measures: Object.keys(staffFigures([])) as CountMeasure[],
      factsOf: (own, institution, count) =>
        (Object.entries(staffFigures(own)) as [CountMeasure, number][])
          .filter(([measure]) => !lacking.get(institution)?.has(neededBy[measure] ?? ''))
          .map(
            ([measure, value]): InstitutionFact => ({
              measure,
              value,
              asOf: scope.asOf,
              evidence: 'entered',
              source: countedSource(scope.file, count, scope.by),
            }),
          ),
    },
    means,
  );
  const { records: staff, ...rest } = decided;
  return { ...rest, staff };
}
