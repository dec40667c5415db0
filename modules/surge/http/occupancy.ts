import { type Actor, ok, type Result, refuse, route, type Tx } from '@songhua/kernel';
import { type OccupancyDraft, occupancyDraft, occupancyFile, occupancyTaken } from '../contract.ts';
import { checkOccupancy } from '../domain/check-occupancy.ts';
import { beijingDay } from '../domain/days.ts';
import { readOccupancy } from '../domain/read-occupancy.ts';
import { addOccupancy } from '../store/occupancy.ts';
import { listWards } from '../store/wards.ts';
import { loadSurroundings } from './load-surroundings.ts';
import { tell } from './write-on-facility.ts';

interface Taking {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly now: Date;
  readonly institution: string;
  readonly day: string;
}

/** Takes what a hospital says of a day; all of it or nothing. */
async function take(
  { tx, actor, now, institution, day }: Taking,
  read: (wards: readonly { id: string; name: string }[]) => Result<OccupancyDraft['entries']>,
): Promise<Result<{ taken: number }>> {
  const around = await loadSurroundings(tx, actor);
  const mine = around.reports(institution);
  if (!mine.ok) return mine;
  const wards = await listWards(tx, [institution]);
  if (wards.length === 0) return refuse('surge.unknown-facility', { institution });
  const entries = read(wards);
  if (!entries.ok) return entries;
  const checked = checkOccupancy({ day, entries: entries.value }, wards, beijingDay(now));
  if (!checked.ok) return checked;
  await addOccupancy(tx, day, entries.value, actor.name, now);
  const sum = entries.value.reduce((all, { occupied }) => all + occupied, 0);
  const said = {
    zh: `${day} 填报 ${entries.value.length} 个病区，占用 ${sum} 张`,
    en: `${day}: ${entries.value.length} wards reported, ${sum} beds in use`,
  };
  await tell(tx, { institution, ward: null }, said, actor, now);
  return ok({ taken: entries.value.length });
}

export const reportOccupancy = route({
  method: 'POST',
  path: '/api/surge/occupancy',
  summary: { zh: '填报一天的床位占用', en: 'Report the beds in use on a day' },
  permission: 'surge.report',
  people: 'none',
  body: occupancyDraft,
  response: occupancyTaken,
  handle: ({ tx, actor, now, body: { institution, day, entries } }) =>
    take({ tx, actor, now, institution, day }, () => ok(entries)),
});

export const reportOccupancyFile = route({
  method: 'POST',
  path: '/api/surge/occupancy/file',
  summary: { zh: '以表格（CSV）填报一天的床位占用', en: 'Report the beds in use on a day as a table (CSV)' },
  permission: 'surge.report',
  people: 'none',
  body: occupancyFile,
  response: occupancyTaken,
  handle: ({ tx, actor, now, body: { institution, day, csv } }) =>
    take({ tx, actor, now, institution, day }, (wards) => readOccupancy(csv, wards)),
});
