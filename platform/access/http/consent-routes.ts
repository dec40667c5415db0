import { type Actor, ok, type RecordStore, type Result, route, type StoredResource, type Tx } from '@songhua/kernel';
import type { FhirStore } from '@songhua/records';
import { readerOf } from '@songhua/records/reach/ways.ts';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import type { z } from 'zod';
import { isNow } from '../consent/decide-seen.ts';
import { readConsent } from '../consent/read-consent.ts';
import { sayDenials } from '../consent/say-denials.ts';
import { type ConsentList, consentExportQuery, consentList, consentQuery } from '../contract.ts';
import { namesOf } from './names-of.ts';

/** Rows of one file at most; nobody has given so many consents. */
const mostRows = 1_000;

type Filter = Pick<z.output<typeof consentQuery>, 'patient' | 'status' | 'sort'>;

/** A page of the consents that the actor reaches: one that is sensitive is there for whom a policy leads to such alone. */
async function find(
  { tx, records, actor, now }: { readonly tx: Tx; readonly records: RecordStore; readonly actor: Actor; readonly now: Date },
  { patient, status, sort }: Filter,
  page: { readonly limit: number; readonly offset: number },
): Promise<Result<ConsentList>> {
  const store = records as FhirStore;
  const query: [string, string][] = [
    ['patient', patient],
    ['_sort', sort === 'written' ? '_lastUpdated' : '-_lastUpdated'],
    ['_total', 'accurate'],
    ...(status === 'active' ? [['status', 'active'] as [string, string]] : []),
    ...(status === 'other' ? [['status:not', 'active'] as [string, string]] : []),
  ];
  const search = store.parse({ type: 'Consent', query, lenient: false }, now);
  if (!search.ok) return search;
  const found = await store.findPage(tx, search.value, page, readerOf(actor, now));
  if (!found.ok) return found;
  const consents = found.value.matches.map(({ body }) => JSON.parse(body) as StoredResource);
  const denials = consents.map((consent) => readConsent(consent).denials);
  const nameOf = await namesOf(
    tx,
    records,
    denials.flat().flatMap(({ institution, spared = [] }) => [...(institution ? [institution] : []), ...spared]),
  );
  return ok({
    total: found.value.total ?? consents.length,
    items: consents.map((consent, at) => ({
      id: consent.id,
      status: String(consent['status']),
      binds: (denials[at] ?? []).some((one) => isNow(one, now)),
      written: new Date(consent.meta.lastUpdated).toISOString(),
      forbids: sayDenials(denials[at] ?? [], nameOf),
    })),
  });
}

export const listConsents = route({
  method: 'GET',
  path: '/api/access/consents',
  summary: { zh: '一位居民的授权，以及各禁止什么', en: 'A person’s consents, and what each forbids' },
  permission: 'access.read-consents',
  people: 'reach',
  query: consentQuery,
  response: consentList,
  handle: ({ query, ...call }) => find(call, query, query),
});

const columns: Table['columns'] = [
  { key: 'id', title: { zh: '编号', en: 'Id' }, type: 'text' },
  { key: 'status', title: { zh: '状态', en: 'Status' }, type: 'text' },
  { key: 'binds', title: { zh: '目前有效', en: 'Binds now' }, type: 'text' },
  { key: 'written', title: { zh: '登记时间', en: 'Written at' }, type: 'text' },
  { key: 'forbids', title: { zh: '禁止的内容', en: 'What it forbids' }, type: 'text' },
];

export const exportConsents = route({
  method: 'GET',
  path: '/api/access/consents/export',
  summary: { zh: '导出一位居民的授权', en: 'Export a person’s consents' },
  permission: 'access.read-consents',
  people: 'reach',
  query: consentExportQuery,
  response: { file: exportTypes },
  handle: async ({ query, language, ...call }) => {
    const found = await find(call, query, { limit: mostRows, offset: 0 });
    if (!found.ok) return found;
    const rows = found.value.items.map(({ binds, forbids, ...rest }) => ({
      ...rest,
      binds: binds ? { zh: '是', en: 'yes' }[language] : { zh: '否', en: 'no' }[language],
      forbids: forbids.map((one) => one[language]).join(' '),
    }));
    return ok(await exportTable({ name: language === 'zh' ? '授权' : 'consents', columns, rows }, query.format, language));
  },
});
