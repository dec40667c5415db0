import { type Command, withTx } from '@songhua/kernel';
import { reconciliation, ruleFacts } from '../api.ts';
import { dayInBeijing } from '../domain/day-in-beijing.ts';
import { findMiscounts } from '../domain/find-miscounts.ts';
import { figureTitles } from '../domain/measure-titles.ts';
import { checkProjection } from '../store/check-projection.ts';

/**
 * Compares every published total with the registry, what institutions report with their people and beds one by one, and the
 * registry's tables with the FHIR resources.
 */
export const reconcileCommand: Command = {
  name: 'registry reconcile',
  usage: '[--json]',
  summary: {
    zh: '核对公布数与机构库合计、机构上报数与逐一登记的人员床位、机构库与 FHIR 资源；有差异时返回 1',
    en: 'compare published totals with the registry, reported figures with the people and beds listed, and the registry with its FHIR resources; 1 when any differs',
  },
  run: async (args, { pool, records, now, print }) => {
    const [found, counts, drift] = await withTx(
      pool,
      'read',
      async (tx) =>
        [
          await reconciliation(tx),
          findMiscounts((await ruleFacts(tx, dayInBeijing(now))).institutions),
          await checkProjection(tx, records),
        ] as const,
    );
    if (args.includes('--json')) {
      print(JSON.stringify({ ...found, counts, drift }));
    } else {
      const unequal = found.items.filter((item) => item.status !== 'equal');
      for (const { area, title, published, registry, source } of unequal) {
        print(`${area.name.zh} ${title.zh}: ${published} ≠ ${registry ?? '—'}  (${source})`);
      }
      for (const { institution, name, measure, reported, counted } of counts) {
        print(`${name} (${institution}) ${figureTitles[measure].title.zh}: ${reported} ≠ ${counted}`);
      }
      for (const { table, id, problem } of drift) print(`${table}/${id}: ${problem}`);
      print(
        `${found.equal}/${found.total} 项一致 / totals equal; ${counts.length} 项上报数与登记不符 / figures differ from what is listed; ${drift.length} 行与资源不符 / rows differ from their resources`,
      );
    }
    return found.total > 0 && found.equal === found.total && counts.length === 0 && drift.length === 0 ? 0 : 1;
  },
};
