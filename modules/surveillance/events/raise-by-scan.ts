import type { Tx } from '@songhua/kernel';
import { areaTree } from '@songhua/module-registry/api.ts';
import type { ScannedCluster } from '../domain/scan-night.ts';
import { growSignal, holdScanned } from '../store/rule-signals.ts';
import { raiseSignal } from '../store/signals.ts';
import type { NightMeans } from './night-means.ts';

const method = 'spaceTimePermutation';

/**
 * Tells of clusters that the scan found; how many are new. One that shares towns and days with a signal of the same disease is that signal: counted anew on it while
 * it is open, passed over once it was answered and closed.
 */
export async function raiseByScan(tx: Tx, clusters: readonly ScannedCluster[], { now, newId }: NightMeans): Promise<number> {
  if (clusters.length === 0) return 0;
  const names = new Map((await areaTree(tx)).map(({ code, name }) => [code, name.zh]));
  let raised = 0;
  for (const found of clusters) {
    const { disease, county, towns, from, to, observed, expected, p } = found;
    if (!names.has(county)) continue;
    const same = (await holdScanned(tx, method, disease, from)).filter((told) => told.towns.some((town) => towns.includes(town)));
    const open = same.find(({ isOpen }) => isOpen);
    if (open && observed > open.observed)
      await growSignal(tx, open.id, { from, to, observed, expected, p, evidence: found }, now);
    if (same.length > 0) continue;
    const [town = county, ...others] = towns;
    const where = towns.map((one) => names.get(one) ?? one).join('、');
    const signal = await raiseSignal(
      tx,
      {
        ...{ channel: 'case-reports', source: 'detection', reference: `scan/${disease}/${town}/${from}`, area: county },
        ...{
          town: others.length > 0 || town === county ? null : town,
          place: null,
          subject: disease,
          from,
          to,
          observed,
          expected,
          p,
        },
        ...{ level: 'alarm', method, evidence: { ...found, towns: [...towns] } },
        said: `时空扫描：${where}，${from} 至 ${to} 共 ${observed} 例，预期 ${expected.toFixed(1)} 例`.slice(0, 1900),
      },
      { by: null, now, newId },
    );
    if (signal.ok && signal.value.isNew) raised += 1;
  }
  return raised;
}
