/** One look of somebody at people's records, as the audit log tells it. */
interface Seen {
  readonly at: Date;
  readonly actorId: string;
  readonly actorName: string | null;
  readonly roles: string | null;
  readonly patients: readonly string[];
  readonly way: string | null;
  readonly purpose: string | null;
  readonly emergency: boolean;
}

export type AnomalyKind =
  | 'watched'
  | 'same-surname'
  | 'volume-own'
  | 'volume-peers'
  | 'no-relation'
  | 'after-hours'
  | 'visit-unconfirmed'
  | 'visit-volume'
  | 'finds-missed';

export interface Found {
  readonly id: string;
  readonly kind: AnomalyKind;
  readonly day: string;
  readonly actorId: string;
  readonly actorName: string | null;
  /** 0 to 1: what to look at first. */
  readonly severity: number;
  /** The figures it rests on. */
  readonly evidence: Readonly<Record<string, unknown>>;
}

/** The day of one moment where the city lies (UTC+8). */
export const dayOf = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
const hourOf = (at: Date): number => new Date(at.getTime() + 8 * 3_600_000).getUTCHours();

/** Surnames of two characters that are not rare; all others have one. */
const compound = new Set(
  '欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 司徒 夏侯 端木 南宫 申屠 呼延 赫连 闻人'.split(' '),
);

/** The surname of a Chinese name; of another the last word. Empty when there is none. */
export function surnameOf(name: string): string {
  const plain = name.trim();
  if (/^\p{Script=Han}/u.test(plain))
    return compound.has(plain.slice(0, 2)) && plain.length > 2 ? plain.slice(0, 2) : plain.slice(0, 1);
  return (plain.split(/\s+/).at(-1) ?? '').toLowerCase();
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return sorted.length === 0 ? 0 : ((sorted[Math.ceil(half) - 1] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2;
};

/** 1.4826 makes the median of the distances what the standard deviation is to a normal distribution (Iglewicz and Hoaglin, 1993). */
const scale = 1.4826;

/**
 * How far a value lies above the middle of others, in robust deviations. Where most others are equal a deviation is taken as a tenth of
 * the middle, and at least 1: one more than always is not unusual.
 */
export function deviationOf(value: number, others: readonly number[]): number {
  const middle = median(others);
  const spread = scale * median(others.map((one) => Math.abs(one - middle)));
  return (value - middle) / Math.max(spread, middle / 10, 1);
}

/** Chance of at least `hits` in `tries` of a chance of `p` each (binomial tail). */
export function chanceOf(hits: number, tries: number, p: number): number {
  if (hits <= 0) return 1;
  let term = (1 - p) ** tries;
  let below = term;
  for (let k = 1; k < hits; k += 1) {
    term = p >= 1 ? 0 : (term * (tries - k + 1) * p) / (k * (1 - p));
    below += term;
  }
  return Math.max(0, 1 - below);
}

export interface AnomalyFacts {
  /** Looks of one local day. */
  readonly day: string;
  readonly looks: readonly Seen[];
  /** Numbers of people that each person saw on earlier days. */
  readonly past: ReadonlyMap<string, readonly number[]>;
  readonly watched: ReadonlySet<string>;
  /** Names of the people seen, as far as they are known. */
  readonly names: ReadonlyMap<string, string>;
  /** Who a Patient is, by the id of one: several may be one person. */
  readonly personOf: (patient: string) => string;
}

/** Where each rule begins to speak. */
const limits = {
  deviation: 6,
  people: 20,
  days: 10,
  peers: 5,
  chance: 0.005,
  nightPeople: 5,
  nightFrom: 22,
  nightTo: 6,
} as const;

const peopleIn = (looks: readonly Seen[], personOf: AnomalyFacts['personOf']): ReadonlySet<string> =>
  new Set(looks.flatMap(({ patients }) => patients.map(personOf)));

/** All that one person saw on the day. */
interface Day {
  readonly actorId: string;
  readonly actorName: string | null;
  readonly roles: string;
  readonly looks: readonly Seen[];
  readonly people: ReadonlySet<string>;
  /** How many Patients these people are: what earlier days are told in. */
  readonly registrations: number;
}

function daysOf(looks: readonly Seen[], personOf: AnomalyFacts['personOf']): Day[] {
  const by = new Map<string, Seen[]>();
  for (const look of looks) by.set(look.actorId, [...(by.get(look.actorId) ?? []), look]);
  return [...by].map(([actorId, own]) => ({
    actorId,
    actorName: own.at(-1)?.actorName ?? null,
    roles: own.at(-1)?.roles ?? '',
    looks: own,
    people: peopleIn(own, personOf),
    registrations: new Set(own.flatMap(({ patients }) => patients)).size,
  }));
}

const most = (people: Iterable<string>): string[] => [...people].slice(0, 50);

/** What of a day's looks at people's records a privacy officer should see, the worst first; each with what it rests on. */
export function findAnomalies({ day, looks, past, watched, names, personOf }: AnomalyFacts): Found[] {
  const days = daysOf(looks, personOf);
  const guarded = new Map([...watched].map((id) => [personOf(id), id]));
  const found: Found[] = [];
  const tell = (one: Day, kind: AnomalyKind, severity: number, evidence: Found['evidence'], about = ''): void => {
    const id = [kind, day, one.actorId, ...(about ? [about] : [])].join(':');
    found.push({ id, kind, day, actorId: one.actorId, actorName: one.actorName, severity: Math.min(1, severity), evidence });
  };
  const surnames = new Map([...names].map(([id, name]) => [personOf(id), surnameOf(name)]));
  for (const one of days) {
    for (const person of one.people) {
      const patient = guarded.get(person);
      if (patient === undefined) continue;
      const times = one.looks.filter(({ patients }) => patients.some((id) => personOf(id) === person)).length;
      tell(one, 'watched', 0.9, { patient, looks: times }, patient);
    }
    sameSurname(one, surnames, tell);
    volume(one, days, past, tell);
    const unrelated = one.looks.filter(({ way, purpose }) => way === 'everyone' && purpose === 'treatment');
    const people = peopleIn(unrelated, personOf);
    if (people.size > 0) tell(one, 'no-relation', 0.5 + people.size / 40, { people: people.size, patients: most(people) });
    afterHours(one, personOf, tell);
  }
  return found.sort((a, b) => b.severity - a.severity || (a.id < b.id ? -1 : 1));
}

type Tell = (one: Day, kind: AnomalyKind, severity: number, evidence: Found['evidence'], about?: string) => void;

/** More people of one's own surname than chance gives; how common a surname is, is taken from everybody who was seen that day. */
function sameSurname(one: Day, surnames: ReadonlyMap<string, string>, tell: Tell): void {
  const own = one.actorName ? surnameOf(one.actorName) : '';
  const known = [...one.people].filter((id) => surnames.has(id));
  const alike = known.filter((id) => surnames.get(id) === own);
  if (own === '' || alike.length === 0) return;
  const all = [...surnames.values()];
  // As if one in two hundred more had the name: of a few people nobody knows how common it is.
  const share = (all.filter((name) => name === own).length - alike.length + 1) / (Math.max(all.length - known.length, 0) + 200);
  const chance = chanceOf(alike.length, known.length, Math.min(share, 1));
  if (chance < limits.chance || (known.length === 1 && alike.length === 1 && share <= 0.01))
    tell(one, 'same-surname', 0.4 + Math.min(0.5, -Math.log10(Math.max(chance, 1e-9)) / 18), {
      ...{ surname: own, alike: alike.length, people: known.length, share, chance, patients: most(alike) },
    });
}

/** Many more registrations, of twenty people at least, than on one's own earlier days, or than others of the same role saw that day. */
function volume(one: Day, days: readonly Day[], past: AnomalyFacts['past'], tell: Tell): void {
  if (one.people.size < limits.people) return;
  const people = one.registrations;
  const before = past.get(one.actorId) ?? [];
  const own = deviationOf(people, before);
  if (before.length >= limits.days && own > limits.deviation)
    tell(one, 'volume-own', own / 40, { people, usual: median(before), days: before.length, deviations: own });
  const peers = days
    .filter(({ actorId, roles }) => actorId !== one.actorId && roles === one.roles)
    .map((peer) => peer.registrations);
  const among = deviationOf(people, peers);
  if (peers.length >= limits.peers && among > limits.deviation)
    tell(one, 'volume-peers', among / 40, {
      people,
      usual: median(peers),
      peers: peers.length,
      deviations: among,
      roles: one.roles,
    });
}

/** Between 22:00 and 06:00, other than in an emergency. */
function afterHours(one: Day, personOf: AnomalyFacts['personOf'], tell: Tell): void {
  const late = one.looks.filter(
    ({ at, emergency }) => !emergency && (hourOf(at) >= limits.nightFrom || hourOf(at) < limits.nightTo),
  );
  const people = peopleIn(late, personOf);
  if (people.size < limits.nightPeople) return;
  const [first, last] = [late[0]?.at, late.at(-1)?.at];
  tell(one, 'after-hours', 0.2 + people.size / 100, {
    ...{ people: people.size, first: first?.toISOString(), last: last?.toISOString(), patients: most(people) },
  });
}
