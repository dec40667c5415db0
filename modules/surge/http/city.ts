import { type Actor, may, ok, route, type Tx } from '@songhua/kernel';
import { populations } from '@songhua/module-registry/api.ts';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import { type City, city, wardExportQuery } from '../contract.ts';
import { checkPlan } from '../domain/check-plan.ts';
import { beijingDay } from '../domain/days.ts';
import { measureTimes } from '../domain/measure-times.ts';
import { sumEquipment } from '../domain/sum-equipment.ts';
import { summariseKinds } from '../domain/summarise-kinds.ts';
import { kindTitles } from '../domain/word-titles.ts';
import { listConversions, listReady } from '../store/conversions.ts';
import { newestEquipment } from '../store/equipment.ts';
import { listFacilities } from '../store/facilities.ts';
import { newestForecast } from '../store/forecasts.ts';
import { listWards, type StoredWard } from '../store/wards.ts';
import { loadAnswer } from './load-answer.ts';
import { loadSurroundings, type Surroundings } from './load-surroundings.ts';
import { loadOccupancy, showConversion } from './show-wards.ts';

const people = { oversight: 'counts of beds in use by kind and ward, without anybody’s name' } as const;

/** Counties and county-level cities; districts of the urban area share the city's own hospitals. */
const isCounty = (code: string, level: string): boolean => level === 'county' && Number(code.slice(4, 6)) >= 21;

async function loadRules(
  tx: Tx,
  { areas, institution }: Surroundings,
  wards: readonly StoredWard[],
  now: Date,
): Promise<City['rules']> {
  const kindOf = new Map((await listFacilities(tx)).map(({ institution: id, kind }) => [id, kind]));
  const residents = new Map((await populations(tx, beijingDay(now))).map(({ area, value }) => [area, value]));
  return checkPlan(
    wards.map((ward) => ({
      ...ward,
      facility: kindOf.get(ward.institution) ?? 'county',
      area: institution(ward.institution).area,
    })),
    areas
      .filter(({ code, level }) => isCounty(code, level))
      .map(({ code, name }) => ({ area: code, name, population: residents.get(code) ?? null })),
  );
}

async function loadCity(tx: Tx, actor: Actor, now: Date): Promise<City> {
  const around = await loadSurroundings(tx, actor);
  const facilities = await listFacilities(tx);
  const ids = facilities.map(({ institution }) => institution);
  const wards = await listWards(tx, ids);
  const conversions = (await listConversions(tx, ids, 0)).map((one) => showConversion(around, one, now));
  const occupancy = await loadOccupancy(tx, wards, now);
  const newest = await newestForecast(tx);
  const answered = newest && (await loadAnswer(tx, around, newest, now));
  const ready = (await listReady(tx, ids)).map((one) => showConversion(around, one, now));
  return {
    now: now.toISOString(),
    mayManage: may(actor, 'surge.manage'),
    rules: await loadRules(tx, around, wards, now),
    kinds: summariseKinds(wards.map((ward) => ({ ...ward, occupancy: occupancy.get(ward.id) ?? [] }))),
    facilities: facilities.map((facility) => {
      const mine = wards.filter(({ institution }) => institution === facility.institution);
      const sum = (of: (ward: StoredWard) => boolean): number => mine.filter(of).reduce((all, { beds }) => all + beds, 0);
      const used = mine.flatMap((ward) => {
        const [first] = occupancy.get(ward.id) ?? [];
        return first ? [{ beds: ward.beds, occupied: first.occupied }] : [];
      });
      const open = conversions.filter(({ institution }) => institution === facility.institution);
      const { name, area, areaName } = around.institution(facility.institution);
      return {
        ...{ ...facility, name, area, areaName, wards: mine.length, beds: sum(() => true) },
        ...{ icu: sum((ward) => ward.now === 'icu'), convertible: sum(({ to, now: kind }) => to !== null && to !== kind) },
        quick: sum(({ quick }) => quick),
        known: used.reduce((all, { beds }) => all + beds, 0),
        occupied: used.reduce((all, { occupied }) => all + occupied, 0),
        underWay: open.filter(({ state }) => state === 'ordered').length,
        proposed: open.filter(({ state }) => state === 'proposed').length,
      };
    }),
    equipment: sumEquipment(await newestEquipment(tx, ids)),
    conversions: conversions.filter(({ state }) => state === 'proposed' || state === 'ordered'),
    times: measureTimes(ready),
    forecast: answered?.answer ?? null,
  };
}

export const readCity = route({
  method: 'GET',
  path: '/api/surge/city',
  summary: {
    zh: '全市：什么就绪、缺什么、什么必须何时转换',
    en: 'The whole city: what is ready, what is missing, what must convert when',
  },
  permission: 'surge.read',
  people,
  response: city,
  handle: async ({ tx, actor, now }) => ok(await loadCity(tx, actor, now)),
});

const columns: Table['columns'] = [
  { key: 'institution', title: { zh: '医院', en: 'Hospital' }, type: 'text' },
  { key: 'ward', title: { zh: '病区', en: 'Ward' }, type: 'text' },
  { key: 'kind', title: { zh: '平时', en: 'Ordinarily' }, type: 'text' },
  { key: 'now', title: { zh: '现在', en: 'Now' }, type: 'text' },
  { key: 'beds', title: { zh: '床位', en: 'Beds' }, type: 'integer' },
  { key: 'to', title: { zh: '可转为', en: 'Converts to' }, type: 'text' },
  { key: 'hours', title: { zh: '转换需（小时）', en: 'Hours to convert' }, type: 'number' },
  { key: 'records', title: { zh: '占用（按就诊记录）', en: 'In use (records)' }, type: 'integer' },
  { key: 'reported', title: { zh: '占用（医院填报）', en: 'In use (reported)' }, type: 'integer' },
  { key: 'day', title: { zh: '填报日期', en: 'Reported for' }, type: 'text' },
  { key: 'evidence', title: { zh: '依据', en: 'Evidence' }, type: 'text' },
];

export const exportWards = route({
  method: 'GET',
  path: '/api/surge/wards/export',
  summary: { zh: '导出全部病区及其占用', en: 'Export all wards with their use' },
  permission: 'surge.read',
  people,
  query: wardExportQuery,
  response: { file: exportTypes },
  handle: async ({ tx, actor, now, language, query: { format } }) => {
    const around = await loadSurroundings(tx, actor);
    const wards = await listWards(
      tx,
      (await listFacilities(tx)).map(({ institution }) => institution),
    );
    const occupancy = await loadOccupancy(tx, wards, now);
    const rows = wards.map((ward) => {
      const use = (source: 'records' | 'reported') => occupancy.get(ward.id)?.find((one) => one.source === source);
      return {
        ...{ institution: around.institution(ward.institution).name, ward: ward.name, beds: ward.beds, hours: ward.leadHours },
        ...{ kind: kindTitles[ward.kind][language], now: kindTitles[ward.now][language] },
        ...{ to: ward.to && kindTitles[ward.to][language], evidence: ward.evidence },
        ...{
          records: use('records')?.occupied ?? null,
          reported: use('reported')?.occupied ?? null,
          day: use('reported')?.day ?? null,
        },
      };
    });
    return ok(await exportTable({ name: language === 'zh' ? '平急转换病区' : 'surge-wards', columns, rows }, format, language));
  },
});
