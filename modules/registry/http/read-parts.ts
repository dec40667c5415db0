import { countedBedClasses } from '@songhua/engine-city';
import { type Evidence, weakest } from '@songhua/engine-plan/evidence.ts';
import { ok, type Result, refuse, route, type Text, type Tx } from '@songhua/kernel';
import type { InstitutionParts } from '../contract.ts';
import { institutionParams, institutionParts } from '../contract.ts';
import {
  bedClassTitles,
  departmentTitles,
  designationTitles,
  equipmentTitles,
  fieldTitles,
  laboratoryTitles,
  professionTitles,
  serviceTitles,
  specialtyTitles,
  teamTitles,
} from '../domain/code-titles.ts';
import { dayInBeijing } from '../domain/day-in-beijing.ts';
import { findInstitution } from '../store/institutions.ts';
import {
  bedGroups,
  departmentThings,
  equipmentThings,
  findPosts,
  laboratoryThings,
  staffGroups,
  statedOf,
  stationThings,
  teamThings,
} from '../store/parts.ts';

type Titles = Readonly<Record<string, Text>>;

/** A code's title; one that came by FHIR and is none of ours stands for itself. */
export const titled = (titles: Titles, code: string): Text =>
  (Object.hasOwn(titles, code) ? titles[code] : undefined) ?? { zh: code, en: code };
const coded = (titles: Titles, code: string | null) => ({ code, title: code === null ? null : titled(titles, code) });
const withTitle = <T extends { readonly code: string }>(titles: Titles, rows: readonly T[]) =>
  rows.map((row) => ({ ...row, title: titled(titles, row.code) }));
const total = (rows: readonly { readonly n: number }[]): number => rows.reduce((sum, { n }) => sum + n, 0);
const restsOn = (rows: readonly { readonly evidence: Evidence }[]) =>
  rows.length === 0 ? null : weakest(rows.map(({ evidence }) => evidence));

/** Everything an institution has; refuses one that does not exist. */
export async function partsOf(
  tx: Tx,
  id: string,
  now: Date,
): Promise<Result<{ readonly name: string; readonly parts: InstitutionParts }>> {
  const detail = await findInstitution(tx, id);
  if (!detail) return refuse('registry.unknown-institution', { id });
  const at = dayInBeijing(now);
  const [staff, beds, stated] = [await staffGroups(tx, id, at), await bedGroups(tx, id, at), await statedOf(tx, id)];
  const { total: listed } = await findPosts(tx, id, at, {}, { limit: 0 });
  const parts: InstitutionParts = {
    asOf: at,
    complete: [...stated.complete],
    staff: {
      listed,
      counted: total(staff),
      established: staff.reduce((sum, { established }) => sum + established, 0),
      evidence: restsOn(staff),
      groups: staff.map(({ profession, specialty, n, established }) => ({
        profession: coded(professionTitles, profession),
        specialty: coded(specialtyTitles, specialty),
        n,
        established,
      })),
    },
    beds: {
      counted: total(beds.filter((bed) => countedBedClasses.some((one) => one === bed.class))),
      evidence: restsOn(beds),
      groups: beds.map(({ evidence: _, class: cls, department, ...group }) => ({
        class: coded(bedClassTitles, cls),
        department: coded(departmentTitles, department),
        ...group,
      })),
    },
    departments: withTitle(departmentTitles, await departmentThings(tx, id, at)),
    laboratories: withTitle(laboratoryTitles, await laboratoryThings(tx, id, at)),
    equipment: withTitle(equipmentTitles, await equipmentThings(tx, id, at)),
    teams: withTitle(teamTitles, await teamThings(tx, id, at)),
    stations: (await stationThings(tx, id, at)).map(({ area_zh, area_en, ...station }) => ({
      ...station,
      areaName: area_zh === null || area_en === null ? null : { zh: area_zh, en: area_en },
    })),
    services: detail.services.map(({ code, offered, evidence }) => ({
      code,
      title: titled(serviceTitles, code),
      offered,
      evidence,
    })),
    designations: stated.designations.map((code) => ({ code, title: titled(designationTitles, code) })),
    fields: stated.fields.map((code) => ({ code, title: titled(fieldTitles, code) })),
  };
  return ok({ name: detail.institution.name, parts });
}

export const readParts = route({
  method: 'GET',
  path: '/api/registry/institutions/:id/parts',
  summary: { zh: '一个机构的人员、床位、科室、设备等', en: 'What one institution has: people, beds, departments, equipment' },
  permission: 'registry.read',
  people: 'none',
  params: institutionParams,
  response: institutionParts,
  handle: async ({ tx, now, params }) => {
    const found = await partsOf(tx, params.id, now);
    return found.ok ? ok(found.value.parts) : found;
  },
});
