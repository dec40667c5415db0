import { type Command, withTx } from '@songhua/kernel';
import { reconciliation } from '../api.ts';
import { checkProjection } from '../store/check-projection.ts';

/** Compares every published total with the registry, and the registry's tables with the FHIR resources. */
export const reconcileCommand: Command = {
  name: 'registry reconcile',
  usage: '[--json]',
  summary: {
    zh: '逐项核对公布数与机构库合计，并核对机构库与 FHIR 资源；有差异时返回 1',
    en: 'compare every published total with the registry, and the registry with its FHIR resources; 1 when any differs',
  },
  run: async (args, { pool, records, print }) => {
    const [found, drift] = await withTx(
      pool,
      'read',
      async (tx) => [await reconciliation(tx), await checkProjection(tx, records)] as const,
    );
    if (args.includes('--json')) {
      print(JSON.stringify({ ...found, drift }));
    } else {
      const unequal = found.items.filter((item) => item.status !== 'equal');
      for (const { area, title, published, registry, source } of unequal) {
        print(`${area.name.zh} ${title.zh}: ${published} ≠ ${registry ?? '—'}  (${source})`);
      }
      for (const { table, id, problem } of drift) print(`${table}/${id}: ${problem}`);
      print(
        `${found.equal}/${found.total} 项一致 / totals equal; ${drift.length} 行与资源不符 / rows differ from their resources`,
      );
    }
    return found.total > 0 && found.equal === found.total && drift.length === 0 ? 0 : 1;
  },
};
