import { ok, route, type Tx } from '@songhua/kernel';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import { type CityTown, townExportQuery, townList, townQuery } from '../contract.ts';
import { describeTown, listTowns as list, stateTitles } from '../domain/list-towns.ts';
import { newestLoad, readTowns } from '../store/loads.ts';

async function townsOf(tx: Tx): Promise<readonly CityTown[]> {
  const load = await newestLoad(tx);
  return load ? (await readTowns(tx, load.id)).map(describeTown) : [];
}

export const listTowns = route({
  method: 'GET',
  path: '/api/city/towns',
  summary: { zh: '各乡镇街道的装入进度', en: 'How far each town is' },
  permission: 'city.read',
  people: 'none',
  query: townQuery,
  response: townList,
  handle: async ({ tx, query }) => {
    const towns = list(await townsOf(tx), query);
    return ok({ total: towns.length, items: towns.slice(query.offset, query.offset + query.limit) });
  },
});

const columns: Table['columns'] = [
  { key: 'code', title: { zh: '代码', en: 'Code' }, type: 'text' },
  { key: 'countyName', title: { zh: '县（市）区', en: 'County' }, type: 'text' },
  { key: 'name', title: { zh: '乡镇街道', en: 'Town' }, type: 'text' },
  { key: 'residents', title: { zh: '居民', en: 'Residents' }, unit: { zh: '人', en: 'people' }, type: 'integer' },
  { key: 'registrations', title: { zh: '登记记录', en: 'Registrations' }, type: 'integer' },
  { key: 'resources', title: { zh: '已装入资源', en: 'Resources in' }, type: 'integer' },
  { key: 'state', title: { zh: '状态', en: 'State' }, type: 'text' },
];

export const exportTowns = route({
  method: 'GET',
  path: '/api/city/towns/export',
  summary: { zh: '导出各乡镇街道的装入进度', en: 'Export how far each town is' },
  permission: 'city.read',
  people: 'none',
  query: townExportQuery,
  response: { file: exportTypes },
  handle: async ({ tx, query, language }) => {
    const rows = list(await townsOf(tx), query).map((town) => ({ ...town, state: stateTitles[town.state][language] }));
    const name = language === 'zh' ? '合成城市' : 'synthetic-city';
    return ok(await exportTable({ name, columns, rows }, query.format, language));
  },
});
