import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Area as CityArea, KnownInstitution, Total } from '@songhua/engine-city';
import { parseAreas } from '@songhua/engine-plan/parse-areas.ts';
import { describeError, type PlanError } from '@songhua/engine-plan/plan-error.ts';
import type { PublishedTotal } from '../domain/read-baseline.ts';
import { readFacts, readKnown, readPrintedRatios, readVillages, toCityAreas } from '../domain/read-baseline.ts';

/** What one plan folder says of a city's areas and institutions. */
export interface CityFiles {
  readonly folder: string;
  readonly areas: readonly (CityArea & { readonly nameEn: string })[];
  readonly published: readonly PublishedTotal[];
  /** The published figures of the newest day, and the printed ratios, for the generator. */
  readonly totals: readonly Total[];
  readonly known: readonly KnownInstitution[];
  readonly asOf: string;
}

/** Data of the generator by city code, see data/README.md. */
const data = new URL('../data/', import.meta.url);

const textAt = (path: string | URL): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');

function readFolder(root: string, folder: string, errors: PlanError[]): CityFiles {
  const take = <T>({
    items,
    errors: found,
  }: {
    readonly items: readonly T[];
    readonly errors: readonly PlanError[];
  }): readonly T[] => {
    errors.push(...found);
    return items;
  };
  const name = (file: string): string => `plans/${folder}/${file}`;
  const { areas: tree, errors: broken } = parseAreas(name('areas.csv'), textAt(join(root, name('areas.csv'))));
  errors.push(...broken);
  const city = tree.find((a) => a.parent === null)?.code ?? '';
  const optional = <T>(
    file: string,
    read: (file: string, text: string) => { items: readonly T[]; errors: readonly PlanError[] },
  ) => {
    const text = textAt(new URL(`${city}/${file}`, data));
    return text === '' ? [] : take(read(`modules/registry/data/${city}/${file}`, text));
  };
  const areas = take(toCityAreas(name('areas.csv'), tree, optional('villages.csv', readVillages)));
  const codes = new Set(areas.map((a) => a.code));
  const baselines = readdirSync(join(root, 'plans', folder))
    .sort()
    .filter((sub) => existsSync(join(root, 'plans', folder, sub, 'facts.csv')));
  const published = baselines.flatMap((sub) =>
    take(readFacts(name(`${sub}/facts.csv`), textAt(join(root, name(`${sub}/facts.csv`))), codes)),
  );
  const printed = baselines
    .map((sub) => name(`${sub}/printed.csv`))
    .filter((file) => existsSync(join(root, file)))
    .flatMap((file) => take(readPrintedRatios(file, textAt(join(root, file)))));
  // The generator makes the registry of the first day for which the number of institutions is published.
  const asOf =
    published
      .filter((p) => p.measure === 'hospitals')
      .map((p) => p.asOf)
      .sort()[0] ?? '';
  const totals = [...printed, ...published.filter((p) => p.asOf === asOf)];
  return { folder, areas, published, totals, known: optional('named-institutions.csv', readKnown), asOf };
}

/** Reads every plan folder that has areas; throws with every fault of every file, by file, line, field and rule. */
export function readPlanFiles(root: string): readonly CityFiles[] {
  const plans = join(root, 'plans');
  const folders = existsSync(plans)
    ? readdirSync(plans)
        .sort()
        .filter((folder) => existsSync(join(plans, folder, 'areas.csv')))
    : [];
  const errors: PlanError[] = [];
  const read = folders.map((folder) => readFolder(root, folder, errors));
  if (errors.length > 0) {
    throw new Error(errors.map((e) => `${describeError(e, 'zh')} / ${e.message.en}`).join('\n'));
  }
  return read;
}
