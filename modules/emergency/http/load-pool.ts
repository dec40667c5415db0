import type { Text, Tx } from '@songhua/kernel';
import { bedClassTitles, countReserves, equipmentTitles } from '@songhua/module-registry/api.ts';
import type { Board, CallUp, Supply, Team } from '../contract.ts';
import { dayInBeijing } from '../domain/beijing-day.ts';
import { findLacks } from '../domain/find-duty-gaps.ts';
import { judgeSupply } from '../domain/move-stock.ts';
import { codesWithin } from '../domain/write-scope.ts';
import { listSupplies, type Which } from '../store/supplies.ts';
import { listDuties, listTeams, type StoredTeam } from '../store/teams.ts';
import type { Surroundings } from './load-surroundings.ts';

/** A call-up as whoever asks may see it. */
export const showCall = ({ phones }: Surroundings, call: CallUp): CallUp =>
  phones ? call : { ...call, called: call.called.map((one) => ({ ...one, phone: null })) };

export function showTeam({ nameOf, phones }: Surroundings, team: StoredTeam, onDuty: readonly string[]): Team {
  const present = team.members.filter(({ active }) => active).map(({ profession }) => profession);
  const members = phones ? team.members : team.members.map((one) => ({ ...one, phone: null }));
  return { ...team, members, areaName: nameOf(team.area), lacks: findLacks(team.kind, present), onDuty: [...onDuty] };
}

/** Teams with what they lack and who is on call at `now`. */
export async function loadTeams(tx: Tx, around: Surroundings, which: Which, now: Date): Promise<Team[]> {
  const teams = await listTeams(tx, which);
  const ids = teams.map(({ id }) => id);
  const duties = await listDuties(tx, ids, now, new Date(now.getTime() + 1));
  return teams.map((team) =>
    showTeam(
      around,
      team,
      duties.filter((one) => one.team === team.id).map(({ name }) => name),
    ),
  );
}

/** Supplies with their stock as it stands today, and what to warn of. */
export async function loadSupplies(tx: Tx, { nameOf }: Surroundings, which: Which, now: Date): Promise<Supply[]> {
  const today = dayInBeijing(now);
  const supplies = await listSupplies(tx, which);
  return supplies.map(({ lots, ...supply }) => ({
    ...supply,
    areaName: nameOf(supply.area),
    ...judgeSupply(lots, supply.minimum, today),
  }));
}

const titles: Readonly<Record<string, Text>> = { ...bedClassTitles, ...equipmentTitles };

/** What the registry knows to be there today, in an area with all that lies in it and in the whole city. */
export async function loadReserves(tx: Tx, { areas }: Surroundings, area: string, now: Date): Promise<Board['pool']['reserves']> {
  const found = await countReserves(tx, [...codesWithin(areas, area)], dayInBeijing(now));
  return found.map((one) => ({ ...one, title: titles[one.code] ?? { zh: one.code, en: one.code } }));
}
