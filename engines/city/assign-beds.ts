import { apportion, wishes } from './apportion.ts';
import type { Draft } from './draft.ts';
import type { Level } from './institution.ts';
import { isTcmHospital } from './measures.ts';
import type { Result } from './result.ts';
import { infeasible, ok } from './result.ts';
import type { BedSplit } from './split-beds.ts';

/** A draft with its beds and, for hospitals, its level. */
export interface Bedded extends Draft {
  readonly level: Level;
  readonly beds: number;
}

/** The least beds a hospital of that level may have (医疗机构基本标准: tertiary 500, secondary 100, TCM 300 and 80, primary 20). */
function leastBeds(draft: Draft): number {
  if (draft.class !== 'hospital') return 1;
  const tertiary = draft.level?.startsWith('3') ?? false;
  if (isTcmHospital(draft)) return tertiary ? 300 : 20;
  return tertiary && draft.kind === 'general-hospital' ? 500 : 20;
}

/** The level that goes with a hospital's beds. None invented above the second: tertiary hospitals are listed one by one. */
function levelFor(draft: Draft, beds: number): Level {
  if (draft.class !== 'hospital') return 'none';
  const tcm = isTcmHospital(draft);
  if (beds >= (tcm ? 150 : 200)) return '2A';
  if (beds >= (tcm ? 80 : 100)) return '2B';
  return beds >= 20 ? '1' : 'none';
}

/** Gives every institution its beds: each part's pools are handed out to the last bed. */
export function assignBeds(drafts: readonly Draft[], beds: ReadonlyMap<string, BedSplit>): Result<Bedded[]> {
  const given = new Map<Draft, number>();
  for (const [part, split] of beds) {
    for (const pool of Object.keys(split) as (keyof BedSplit)[]) {
      const sharers = drafts.filter((d) => d.part === part && d.pool === pool);
      if (sharers.length === 0) {
        if (split[pool] > 0) return infeasible('city.beds-without-institution', { part, pool, beds: split[pool] });
        continue;
      }
      const lows = wishes(split[pool], sharers.map(leastBeds));
      const shares = apportion(
        split[pool],
        sharers.map((d, i) => ({ weight: d.weight, low: lows[i] ?? 0 })),
      );
      if (!shares.ok) return shares;
      for (const [i, d] of sharers.entries()) given.set(d, shares.value[i] ?? 0);
    }
  }
  return ok(
    drafts.map((d) => {
      const n = given.get(d) ?? 0;
      return { ...d, beds: n, level: d.level ?? levelFor(d, n) };
    }),
  );
}
