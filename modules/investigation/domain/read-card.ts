import { type CaseFields, caseFields } from '../contract.ts';

type Field = keyof CaseFields;

/** At schools and kindergartens the unit of a card is where somebody learns. */
const learners: readonly unknown[] = ['kindergarten-child', 'student'];

/** What a field may take of what was said elsewhere; an odd value is not known, and takes no other with it. */
function read<F extends Field>(field: F, value: unknown): CaseFields[F] | null {
  if (value === null || value === undefined || value === '') return null;
  const read = caseFields.shape[field].safeParse(value);
  return read.success ? (read.data as CaseFields[F]) : null;
}

/** What a report card or a registration says of a person, by its own names; anything may be missing or odd. */
export type SaidOfPerson = Readonly<
  Partial<
    Record<'name' | 'number' | 'sex' | 'born' | 'age' | 'ageUnit' | 'phone' | 'town' | 'address' | 'unit' | 'occupation', unknown>
  >
>;

type OfPerson = Pick<CaseFields, 'name' | 'number' | 'sex' | 'born' | 'age' | 'phone' | 'town' | 'address' | 'work' | 'school'>;

/** Who a case is, field by field: as the first of the sources says that says it in a form the line list holds. */
export function readPerson(...sources: readonly SaidOfPerson[]): OfPerson {
  const first = <F extends Field>(field: F, of: (said: SaidOfPerson) => unknown): CaseFields[F] | null => {
    for (const said of sources) {
      const value = read(field, of(said));
      if (value !== null) return value;
    }
    return null;
  };
  const learns = sources.some(({ occupation }) => learners.includes(occupation));
  return {
    name: first('name', ({ name }) => (typeof name === 'string' ? name.slice(0, 60) : null)),
    number: first('number', ({ number }) => number),
    sex: first('sex', ({ sex }) => sex),
    born: first('born', ({ born }) => born),
    // Babies' ages are said in months or days: the line list counts years.
    age: first('age', ({ age, ageUnit }) => (age === null || age === undefined ? null : yearsOf(age, ageUnit))),
    phone: first('phone', ({ phone }) => phone),
    town: first('town', ({ town }) => town),
    address: first('address', ({ address }) => address),
    work: learns ? null : first('work', ({ unit }) => unit),
    school: learns ? first('school', ({ unit }) => unit) : null,
  };
}

const yearsOf = (age: unknown, unit: unknown): unknown =>
  typeof age !== 'number' ? age : unit === 'month' ? Math.floor(age / 12) : unit === 'day' ? Math.floor(age / 365) : age;
