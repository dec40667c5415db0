import type { LivedTown } from '@songhua/engine-city/population/resident.ts';

/** What came out of a town, or of several. */
export interface CitySummary {
  /** Residents asked for, and those who live there on the last day. */
  readonly asked: number;
  readonly residents: number;
  /** Everybody who lived there within the five years. */
  readonly people: number;
  readonly births: number;
  readonly deaths: number;
  readonly movedIn: number;
  readonly movedOut: number;
  readonly movedWithin: number;
  readonly marriages: number;
  readonly twins: number;
  readonly registrations: number;
  /** Registrations with an error of each class, those marked as provisional among them. */
  readonly errors: Readonly<Record<string, number>>;
  /** FHIR resources by type. */
  readonly resources: Readonly<Record<string, number>>;
  /** What happened to people, by what is counted; none of towns that were brought in before this was kept. */
  readonly health?: Readonly<Record<string, number>>;
}

export const nothing: CitySummary = {
  asked: 0,
  residents: 0,
  people: 0,
  births: 0,
  deaths: 0,
  movedIn: 0,
  movedOut: 0,
  movedWithin: 0,
  marriages: 0,
  twins: 0,
  registrations: 0,
  errors: {},
  resources: {},
  health: {},
};

/** Counts a town's people and registrations; `resources` and `health` are counted as they are written. */
export function summariseTown(
  { place, people, from }: LivedTown,
  resources: Readonly<Record<string, number>>,
  health: ReadonlyMap<string, number>,
): CitySummary {
  const first = from.replaceAll('-', '');
  const count = (fits: (one: LivedTown['people'][number]) => boolean): number => people.filter(fits).length;
  const errors: Record<string, number> = {};
  let registrations = 0;
  for (const one of people) {
    registrations += one.registrations.length;
    for (const { errors: theirs } of one.registrations) for (const error of theirs) errors[error] = (errors[error] ?? 0) + 1;
  }
  return {
    asked: place.residents,
    residents: count(({ died, movedOut }) => died === null && movedOut === null),
    people: people.length,
    births: count(({ born, movedIn, mother }) => born >= first && movedIn === null && mother !== -1),
    deaths: count(({ died }) => died !== null),
    movedIn: count(({ movedIn }) => movedIn !== null),
    movedOut: count(({ movedOut }) => movedOut !== null),
    movedWithin: count(({ moved }) => moved !== null),
    marriages: count(({ married, sex }) => married !== null && sex === 'female'),
    twins: count(({ twin }) => twin !== 0),
    registrations,
    errors,
    resources,
    health: Object.fromEntries(health),
  };
}

function addCounts(one: Readonly<Record<string, number>>, other: Readonly<Record<string, number>>): Record<string, number> {
  const sum = { ...one };
  for (const [key, count] of Object.entries(other)) sum[key] = (sum[key] ?? 0) + count;
  return sum;
}

/** What came out of two together. */
export function addSummaries(one: CitySummary, other: CitySummary): CitySummary {
  const entries = Object.entries(one).map(([key, value]) => {
    const added = other[key as keyof CitySummary];
    return [key, typeof value === 'number' && typeof added === 'number' ? value + added : value] as const;
  });
  return {
    ...(Object.fromEntries(entries) as unknown as CitySummary),
    errors: addCounts(one.errors, other.errors),
    resources: addCounts(one.resources, other.resources),
    health: addCounts(one.health ?? {}, other.health ?? {}),
  };
}
