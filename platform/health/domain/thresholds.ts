/** From where on a number wants attention (`watch`), and from where on somebody must act. One place, so that a page and a guide can name them. */
export const limits = {
  /** Share of the connections that PostgreSQL allows. */
  connections: { watch: 0.7, act: 0.9 },
  /** Age of the oldest open transaction, minutes: it keeps old rows alive. */
  transactionMinutes: { watch: 15, act: 120 },
  /** How far a standby is behind, bytes. */
  lagBytes: { watch: 64e6, act: 1e9 },
  /** How long the oldest event has waited, minutes. */
  backlogMinutes: { watch: 5, act: 60 },
  /** Failures of a job in a row. */
  jobFailures: { watch: 1, act: 5 },
  /** Age of the newest signed head, hours, while entries wait for one. */
  headHours: { watch: 2, act: 24 },
  /** Age of the last verification of the audit log, days. */
  auditVerifiedDays: { watch: 35, act: 100 },
  /** How late a backup is, as a multiple of its rhythm. */
  backupLate: { watch: 1.2, act: 2 },
  /** Age of the last backup that was restored to verify it, days. */
  backupVerifiedDays: { watch: 9, act: 35 },
  /** Age of the newest signing key, days. */
  signingDays: { watch: 365, act: 730 },
  /** Share of a disk that is free. */
  diskFree: { watch: 0.2, act: 0.08 },
  /** Delay of the event loop, 99th percentile of a minute, ms. */
  loopMs: { watch: 200, act: 1000 },
  /** Sign-ins that were refused within an hour. */
  refused: { watch: 50, act: 500 },
  /** Requests of a day that failed by our fault. */
  faults: { watch: 1, act: 100 },
} as const;
