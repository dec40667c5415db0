/**
 * How a part's tables lie when the database is spread over several machines (Citus). Tables are written `schema.table`; those that
 * are not named stay on the coordinator. Tables of one part that are spread by columns of one type lie together: rows with the same value are
 * neighbours and can be joined.
 */
export interface Distribution {
  /** Tables that grow with residents, each with the column that spreads its rows. Every unique index of it contains the column. */
  readonly spread: Readonly<Record<string, string>>;
  /** Small tables that are read together with spread ones: a copy lies on every machine. */
  readonly everywhere?: readonly string[];
}
