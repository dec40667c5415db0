import type { RecordStore, ResourceVersion, StoredResource, Tx } from '@songhua/kernel';
import { type Directory, nameKey } from './directory.ts';
import { numbersLiteral } from './literals.ts';

interface Row {
  readonly rid: string;
  readonly version: number;
  readonly updated_at: Date;
  readonly deleted: boolean;
  readonly body: string;
}

const columns = 'r.rid, r.version, r.updated_at, r.deleted, r.body';
const inEither = (where: string): string =>
  `(select ${columns} from records.resource r where ${where} union all select ${columns} from records.version r where ${where}) h`;
const ofSome = inEither('r.rid = any($1::bigint[]) and r.version >= $2');

const resourceOf = (row: Row | undefined): StoredResource | null =>
  row && !row.deleted ? (JSON.parse(row.body) as StoredResource) : null;

/** What these versions superseded, by number and version. Asked as two lists that no row is tied to: so it runs on a cluster, too. */
async function formersOf(tx: Tx, rows: readonly Row[]): Promise<ReadonlyMap<string, Row>> {
  const later = rows.filter(({ version }) => version > 1);
  if (later.length === 0) return new Map();
  const found = await tx.query<Row>(
    `select ${columns} from records.version r where r.rid = any($1::bigint[]) and r.version = any($2::int[])`,
    [numbersLiteral(later.map(({ rid }) => BigInt(rid))), numbersLiteral(new Set(later.map(({ version }) => version - 1)))],
    'records.former-versions',
  );
  return new Map(found.map((row) => [`${row.rid} ${row.version}`, row]));
}

/** Reads the versions of chosen resources; see `RecordStore.versions`. */
export const versionsOf =
  (directory: Directory, numberOf: (type: string) => number): RecordStore['versions'] =>
  async (tx, of, { limit, offset = 0, changes = false }) => {
    const named = await directory.find(
      tx,
      of.map(({ type, id }) => ({ type: numberOf(type), id })),
    );
    const names = new Map(
      of.flatMap(({ type, id }): [string, { type: string; id: string }][] => {
        const rid = named.get(nameKey(numberOf(type), id))?.rid;
        return rid === undefined ? [] : [[String(rid), { type, id }]];
      }),
    );
    const asked = [numbersLiteral([...names.keys()].map(BigInt)), changes ? 2 : 1];
    const [counted] = await tx.query<{ n: string }>(`select count(*) as n from ${ofSome}`, asked, 'records.count-versions');
    const rows = await tx.query<Row>(
      `select * from ${ofSome} order by updated_at desc, rid desc, version desc limit $3 offset $4`,
      [...asked, limit, offset],
      'records.versions',
    );
    const formers = await formersOf(tx, rows);
    return {
      total: Number(counted?.n ?? 0),
      items: rows.flatMap((row): ResourceVersion[] => {
        const name = names.get(row.rid);
        if (!name) return [];
        return [
          {
            ...name,
            version: String(row.version),
            at: row.updated_at.toISOString(),
            resource: resourceOf(row),
            before: resourceOf(formers.get(`${row.rid} ${row.version - 1}`)),
          },
        ];
      }),
    };
  };
