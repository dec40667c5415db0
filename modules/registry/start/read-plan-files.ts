import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Area as CityArea, KnownInstitution, Planted, Total } from '@songhua/engine-city';
import { describeError, type PlanError } from '@songhua/engine-plan/plan-error.ts';
import { readPlanFolder } from '@songhua/engine-plan/read-plan-folder.ts';
import { contradictions } from '../domain/compare-areas.ts';
import type { PublishedTotal, Read } from '../domain/read-baseline.ts';
import { readKnown, readPlanted, readPrintedRatios, readTotals, readVillages, toCityAreas } from '../domain/read-baseline.ts';

/** What one plan folder says of a city's areas and institutions. */
export interface CityFiles {
  readonly folder: string;
  /** Name of the file its areas stand in. */
  readonly file: string;
  readonly areas: readonly (CityArea & { readonly nameEn: string })[];
  readonly published: readonly PublishedTotal[];
  /** The published figures of the newest day, and the printed ratios, for the generator. */
  readonly totals: readonly Total[];
  readonly known: readonly KnownInstitution[];
  /** Violations to plant in the generated institutions, by the rule each breaks. */
  readonly planted: readonly (Planted & { readonly rule: string })[];
  readonly asOf: string;
}

/** Data of the generator by city code, see data/README.md. */
const data = new URL('../data/', import.meta.url);

const textAt = (path: string | URL): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');

/** The YAML and CSV files of a plan folder by their path inside it. */
function filesOf(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
  const wanted = names.filter((name) => name.endsWith('.yaml') || name.endsWith('.csv')).sort();
  return new Map(wanted.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

function readFolder(root: string, folder: string, errors: PlanError[]): CityFiles | null {
  const read = readPlanFolder(`plans/${folder}`, filesOf(join(root, 'plans', folder)));
  if (!read.ok) {
    errors.push(...read.errors);
    return null;
  }
  const { areas: tree, facts, printed } = read.value;
  const take = <T>({ items, errors: found }: Read<T>): readonly T[] => {
    errors.push(...found);
    return items;
  };
  const city = tree.find((a) => a.parent === null)?.code ?? '';
  const optional = <T>(file: string, parse: (file: string, text: string) => Read<T>) => {
    const text = textAt(new URL(`${city}/${file}`, data));
    return text === '' ? [] : take(parse(`modules/registry/data/${city}/${file}`, text));
  };
  const file = `plans/${folder}/areas.csv`;
  const areas = take(toCityAreas(file, tree, optional('villages.csv', readVillages)));
  const published = readTotals(facts);
  // The generator makes the registry of the first day for which the number of institutions is published.
  const asOf =
    published
      .filter((p) => p.measure === 'hospitals')
      .map((p) => p.asOf)
      .sort()[0] ?? '';
  const totals = [...readPrintedRatios(printed), ...published.filter((p) => p.asOf === asOf)];
  const known = optional('named-institutions.csv', readKnown);
  const planted = optional('planted-violations.csv', readPlanted);
  return { folder, file, areas, published, totals, known, planted, asOf };
}

const foldersOf = (plans: string): readonly string[] =>
  existsSync(plans)
    ? readdirSync(plans)
        .sort()
        .filter((folder) => existsSync(join(plans, folder, 'areas.csv')))
    : [];

/** Raised when what is taken from the files changes, so that unchanged ones are read anew. */
const edition = '1';

/** Of everything that `readPlanFiles` reads: while it stays the same, reading it again says nothing new. */
export function hashPlanFiles(root: string): string {
  const plans = join(root, 'plans');
  const hash = createHash('sha256').update(edition);
  const take = (place: string, files: ReadonlyMap<string, string>): void => {
    for (const [name, text] of files) hash.update(`${place}/${name}\u0000${text}\u0000`);
  };
  for (const folder of foldersOf(plans)) take(folder, filesOf(join(plans, folder)));
  take('data', filesOf(fileURLToPath(data)));
  return hash.digest('hex');
}

/**
 * Reads every plan folder that has areas; throws with every fault of every file, by file, line, field and rule. Two
 * folders may speak of the same areas when they say the same of them.
 */
export function readPlanFiles(root: string): readonly CityFiles[] {
  const plans = join(root, 'plans');
  const folders = foldersOf(plans);
  const errors: PlanError[] = [];
  const read = folders.flatMap((folder) => readFolder(root, folder, errors) ?? []);
  errors.push(...contradictions(read));
  if (errors.length > 0) {
    throw new Error(errors.map((e) => `${describeError(e, 'zh')} / ${e.message.en}`).join('\n'));
  }
  return read;
}
