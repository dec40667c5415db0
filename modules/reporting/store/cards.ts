import type { Tx } from '@songhua/kernel';
import type { CardFields, CardSource, CardState, Classification, DiseaseClass } from '../contract.ts';

/** A card as it is kept. */
export interface StoredCard {
  readonly id: string;
  readonly state: CardState;
  readonly version: number;
  readonly source: CardSource;
  readonly fields: CardFields;
  readonly class: DiseaseClass;
  readonly sensitive: boolean;
  readonly due: Date;
  /** The earliest diagnosis that it has said. */
  readonly since: Date;
  /** By when a stricter form that it said before was due. */
  readonly strict: Date | null;
  /** Given for the first report; no correction changes them or `due` afterwards. */
  readonly hours: number;
  readonly reported: Date | null;
  readonly received: Date | null;
  readonly enterBy: Date | null;
  /** While it waits for the county: until when. */
  readonly reviewBy: Date | null;
  readonly institution: string | null;
  readonly reportCounty: string | null;
  readonly homeCounty: string | null;
  readonly created: Date;
  readonly author: string;
  readonly classification: Classification;
  readonly duplicateOf: string | null;
}

/** Columns of what the card says, by the name of its field; days are read as text. */
const fieldColumns: Readonly<Record<keyof CardFields, string>> = {
  patient: 'patient',
  name: 'name',
  guardian: 'guardian',
  number: 'number',
  sex: 'sex',
  born: 'born',
  age: 'age',
  ageUnit: 'age_unit',
  unit: 'unit',
  phone: 'phone',
  belongs: 'belongs',
  town: 'town',
  address: 'address',
  occupation: 'occupation',
  kind: 'kind',
  course: 'course',
  onset: 'onset',
  visited: 'visited',
  diagnosed: 'diagnosed',
  died: 'died',
  hospitalised: 'hospitalised',
  disease: 'disease',
  subtype: 'subtype',
  doctor: 'doctor',
  remark: 'remark',
  extra: 'extra',
};
const fieldNames = Object.keys(fieldColumns) as (keyof CardFields)[];
const days: readonly string[] = ['born', 'onset', 'visited', 'died'];

const ownColumns = [
  ...[
    'state',
    'version',
    'source',
    'class',
    'sensitive',
    'due',
    'hours',
    'clock_since',
    'strict_due',
    'reported',
    'received',
    'enter_by',
    'review_by',
    'institution',
    'report_county',
  ],
  ...[
    'home_county',
    'created',
    'author',
    'classified_by',
    'classified_id',
    'classified_name',
    'classified_version',
    'classified_at',
  ],
  'duplicate_of',
] as const;

const columns = ['id', ...ownColumns, ...fieldNames.map((name) => fieldColumns[name])];
/** What a statement selects of `reporting.card c` for `toCard`. */
export const selected = columns.map((one) => (days.includes(one) ? `c.${one}::text as ${one}` : `c.${one}`)).join(', ');

export type CardRow = Readonly<Record<string, unknown>>;

export function toCard(row: CardRow): StoredCard {
  const at = row as unknown as Record<string, Date | null>;
  const said = Object.fromEntries(
    fieldNames.map((name) => {
      const value = row[fieldColumns[name]];
      return [name, value instanceof Date ? value.toISOString() : (value ?? null)];
    }),
  );
  return {
    ...(row as unknown as Pick<
      StoredCard,
      'id' | 'state' | 'version' | 'source' | 'class' | 'sensitive' | 'hours' | 'author' | 'institution'
    >),
    fields: said as unknown as CardFields,
    due: at['due'] as Date,
    since: at['clock_since'] ?? (at['diagnosed'] as Date),
    strict: at['strict_due'] ?? null,
    reported: at['reported'] ?? null,
    received: at['received'] ?? null,
    enterBy: at['enter_by'] ?? null,
    reviewBy: at['review_by'] ?? null,
    reportCounty: (row['report_county'] as string | null) ?? null,
    homeCounty: (row['home_county'] as string | null) ?? null,
    created: at['created'] as Date,
    classification: {
      by: row['classified_by'] as Classification['by'],
      id: String(row['classified_id']),
      name: String(row['classified_name']),
      version: (row['classified_version'] as string | null) ?? null,
      at: (at['classified_at'] as Date).toISOString(),
    },
    duplicateOf: (row['duplicate_of'] as string | null) ?? null,
  };
}

const valuesOf = (card: StoredCard): readonly unknown[] => [
  card.id,
  ...[card.state, card.version, card.source, card.class, card.sensitive, card.due, card.hours, card.since, card.strict],
  ...[card.reported, card.received, card.enterBy, card.reviewBy],
  ...[card.institution, card.reportCounty, card.homeCounty, card.created, card.author],
  ...[card.classification.by, card.classification.id, card.classification.name, card.classification.version],
  ...[card.classification.at, card.duplicateOf],
  ...fieldNames.map((name) => card.fields[name]),
];

const places = columns.map((_, at) => `$${at + 1}`).join(', ');

/** Puts a card there, or in the place of its earlier version. */
export async function putCard(tx: Tx, card: StoredCard): Promise<void> {
  const others = columns.slice(1);
  await tx.query(
    `insert into reporting.card (${columns.join(', ')}) values (${places})
         on conflict (id) do update set ${others.map((one) => `${one} = excluded.${one}`).join(', ')}`,
    valuesOf(card),
    'reporting.put-card',
  );
}

export async function findCards(tx: Tx, ids: readonly string[]): Promise<readonly StoredCard[]> {
  const rows = await tx.query<CardRow>(`select ${selected} from reporting.card c where c.id = any($1)`, [ids], 'reporting.cards');
  return rows.map(toCard);
}

/** The card, held until the transaction ends; null when there is none. */
export async function holdCard(tx: Tx, id: string): Promise<StoredCard | null> {
  const [row] = await tx.query<CardRow>(
    `select ${selected} from reporting.card c where c.id = $1 for update`,
    [id],
    'reporting.hold-card',
  );
  return row ? toCard(row) : null;
}

/** Holds several cards in the order of their ids: two who want the same ones wait for each other and never cross. */
export async function holdCards(tx: Tx, ids: readonly string[]): Promise<void> {
  for (const id of [...ids].sort()) await holdCard(tx, id);
}

/** Who is looked for among cards of a disease. */
export interface Looked {
  readonly patients: readonly string[];
  readonly number: string | null;
  readonly name: string | null;
  readonly born: string | null;
  readonly phone: string | null;
  readonly disease: string;
}

/**
 * Cards of people who may be this one, `limit` at most. Who is surely the same stands first, so that no number of namesakes pushes out somebody's own
 * card: by registration, by number, by name with birthday or phone, by name alone; of these the newest.
 */
export async function cardsLike(
  tx: Tx,
  { patients, number, name, born, phone, disease }: Looked,
  limit: number,
): Promise<readonly StoredCard[]> {
  const rows = await tx.query<CardRow>(
    `select ${selected} from reporting.card c
      where c.disease = $4 and (c.patient = any($1) or c.number = $2 or c.name = $3)
      order by case when c.patient = any($1) then 0 when c.number = $2 then 1 when c.name = $3 and (c.born::text = $5 or c.phone = $6) then 2 else 3 end,
               c.diagnosed desc, c.id desc limit ${Number(limit)}`,
    [patients, number, name, disease, born, phone],
    `reporting.cards-like-${limit}`,
  );
  return rows.map(toCard);
}
