import { dayOf, type Found } from './find-anomalies.ts';

/** A visit that somebody opened of a person to whom their institution stood in no relation. */
interface Opened {
  readonly source: string;
  readonly patient: string;
  readonly institution: string;
  readonly account: string;
  readonly accountName: string | null;
  readonly at: Date;
  /** By a colleague, or by a system. */
  readonly confirmed: boolean;
}

/** After how many days a visit that nobody has confirmed is told, and how many of one person on one day are many. */
export const openedLimits = { days: 7, visits: 10 } as const;

const day = 24 * 3_600_000;

/**
 * What of visits that people opened alone a privacy officer should see: those that nobody has confirmed since, and many on one day; one for
 * each person and day.
 */
export function findOpenedVisits(opened: readonly Opened[], now: Date): Found[] {
  const byDay = Map.groupBy(opened, ({ account, at }) => `${dayOf(at)}:${account}`);
  const latest = new Date(now.getTime() - openedLimits.days * day);
  return [...byDay.values()].flatMap((own): Found[] => {
    const [first] = own;
    if (!first) return [];
    const tell = (kind: 'visit-unconfirmed' | 'visit-volume', severity: number, some: readonly Opened[]): Found => ({
      id: `${kind}:${dayOf(first.at)}:${first.account}`,
      kind,
      day: dayOf(first.at),
      actorId: first.account,
      actorName: first.accountName,
      severity: Math.min(1, severity),
      evidence: {
        visits: some.length,
        patients: [...new Set(some.map(({ patient }) => patient))].slice(0, 50),
        institutions: [...new Set(some.map(({ institution }) => institution))],
      },
    });
    const open = own.filter(({ confirmed, at }) => !confirmed && at <= latest);
    return [
      ...(open.length > 0 ? [tell('visit-unconfirmed', 0.4 + open.length / 20, open)] : []),
      ...(own.length >= openedLimits.visits ? [tell('visit-volume', 0.5 + own.length / 50, own)] : []),
    ];
  });
}
