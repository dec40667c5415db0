/** What PostgreSQL says (SQLSTATE) to a write where only reading goes, as on a standby. */
const readOnlyCode = '25006';

/** Whether something failed because nothing can be written: what only reads goes on. */
export const isReadOnly = (error: unknown): boolean => (error as { readonly code?: unknown } | null)?.code === readOnlyCode;
