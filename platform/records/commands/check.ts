import { type Command, withTx } from '@songhua/kernel';
import { checkIndex } from '../check-index.ts';
import type { FhirStore } from '../fhir-store.ts';

/** Disagreements printed one by one; of more, only how many there are. */
const mostPrinted = 1_000;

/** Reads the whole store, so it belongs into a quiet hour; writers are not held up. */
export const checkRecords: Command = {
  name: 'records check',
  usage: '[--json]',
  summary: {
    zh: '核对每份资源的索引、版本与目录；不一致时逐行列出并返回 1',
    en: 'hold index, history and directory of every resource to its text; names each row that differs, 1 when any does',
  },
  run: async (args, { pool, records, print }) => {
    const json = args.includes('--json');
    const checked = await withTx(pool, 'read', (tx) => {
      let printed = 0;
      return checkIndex(records as FhirStore, tx, (fault) => {
        printed += 1;
        if (printed <= mostPrinted) print(json ? JSON.stringify({ fault }) : fault);
      });
    });
    const { resources, deleted, versions, indexRows, faults } = checked;
    print(
      json
        ? JSON.stringify(checked)
        : `资源 resources ${resources} · 已删 deleted ${deleted} · 版本 versions ${versions} · 索引 index rows ${indexRows} · 不一致 faults ${faults}`,
    );
    return faults === 0 ? 0 : 1;
  },
};
