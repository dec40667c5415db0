import type { BedKind, DueConversion, FacilityKind, KindOutlook, SurgeKind, Withheld } from '../contract.ts';
import { type Care, type CareOf, checkProtected, isProtected } from './check-protected.ts';
import { addDays, daysBetween } from './days.ts';

/** What is asked of a ward here. */
export interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly institution: string;
  readonly institutionName: string;
  readonly facility: FacilityKind;
  readonly now: BedKind;
  readonly beds: number;
  readonly to: SurgeKind | null;
  readonly leadHours: number;
  /** Ordered already: into what, and the day on which it will be ready. */
  readonly coming: { readonly to: SurgeKind; readonly readyOn: string } | null;
}

export interface Asked {
  readonly today: string;
  readonly wards: readonly Candidate[];
  readonly care: CareOf;
  /** Beds needed by kind and day, from today on. */
  readonly need: Readonly<Record<SurgeKind, readonly number[]>>;
  /** Beds of a kind in use by other patients; null: not known, then none are counted. */
  readonly others: Readonly<Record<SurgeKind, number | null>>;
}

export interface Chosen {
  readonly due: DueConversion[];
  readonly withheld: Withheld[];
  readonly outlook: KindOutlook[];
  /** By kind: beds by day as things go, and with the conversions. */
  readonly capacity: { readonly kind: SurgeKind; readonly beds: number[]; readonly withConversions: number[] }[];
}

/** Who needs most comes first, for a ward can go one way only. */
const byUrgency: readonly SurgeKind[] = ['icu', 'monitored', 'infection'];
const rank: Readonly<Record<FacilityKind, number>> = { designated: 0, 'sub-designated': 1, county: 2 };
const leadDays = ({ leadHours }: Candidate): number => Math.ceil(leadHours / 24);

/** Designated hospitals first, then what is ready soonest, then the largest. */
const byRank = (one: Candidate, other: Candidate): number =>
  rank[one.facility] - rank[other.facility] ||
  one.leadHours - other.leadHours ||
  other.beds - one.beds ||
  (one.id < other.id ? -1 : 1);

/** Beds of a kind by day when nothing more is ordered. */
function bedsByDay({ today, wards, need }: Asked, kind: SurgeKind): number[] {
  return need[kind].map((_, at) =>
    wards.reduce((sum, { now, beds, coming }) => {
      const there = coming === null ? now === kind : coming.to === kind && daysBetween(today, coming.readyOn) <= at;
      return sum + (there ? beds : 0);
    }, 0),
  );
}

/**
 * Which wards must convert by when so that the need is met on every day: intensive care first; day by day, as late as the ward's lead time
 * lets; a ward whose order day has passed counts from the day it can be ready. No ward leaves a kind that comes first and would then be short. Protected care is taken only from what its patients do not
 * need.
 */
export function chooseConversions(asked: Asked): Chosen {
  const { today, wards, need, others } = asked;
  const wantedOf = (kind: SurgeKind) => need[kind].map((count) => Math.ceil(count - 1e-9) + (others[kind] ?? 0));
  const care = new Map<BedKind, Care>(asked.care);
  const taken = new Set<string>();
  const withheld = new Map<string, Withheld>();
  const due: DueConversion[] = [];
  const beds = new Map(byUrgency.map((kind) => [kind, bedsByDay(asked, kind)]));
  const later = new Map([...beds].map(([kind, list]) => [kind, [...list]]));

  /** Whether a kind that comes first would be short if the ward left it from a day on. */
  const neededWhere = ({ now, beds: count }: Candidate, kind: SurgeKind, from: number): boolean => {
    const first = byUrgency.slice(0, byUrgency.indexOf(kind)).find((one) => one === now);
    if (!first) return false;
    return wantedOf(first).some((wanted, day) => day >= from && (later.get(first)?.[day] ?? 0) - count < wanted);
  };

  const pick = (kind: SurgeKind, at: number): Candidate | null => {
    const open = wards
      .filter((ward) => ward.to === kind && ward.now !== kind && ward.coming === null && !taken.has(ward.id))
      .filter((ward) => !neededWhere(ward, kind, Math.max(0, at - leadDays(ward))))
      .sort((one, other) => Number(leadDays(one) > at) - Number(leadDays(other) > at) || byRank(one, other));
    for (const ward of open) {
      const group = { kind: ward.now, beds: ward.beds };
      if (checkProtected(care as CareOf, group).ok) return ward;
      const known = care.get(ward.now);
      const words =
        known?.needed == null
          ? { zh: '没有填写这类患者需要多少床位', en: 'nobody has said how many beds its patients need' }
          : {
              zh: `转换后只剩 ${known.there - ward.beds} 张，患者需要 ${known.needed} 张`,
              en: `${known.there - ward.beds} would be left, its patients need ${known.needed}`,
            };
      const { id, name, institutionName, now } = ward;
      withheld.set(id, { ward: id, wardName: name, institutionName, group: now, reason: words });
    }
    return null;
  };

  for (const kind of byUrgency) {
    const mine = later.get(kind) ?? [];
    // What is chosen counts from the day it is needed, though a late one is ready later: no second ward is taken for the same beds.
    const promised = [...mine];
    for (const [at, count] of wantedOf(kind).entries()) {
      while ((promised[at] ?? 0) < count) {
        const ward = pick(kind, at);
        if (!ward) break;
        taken.add(ward.id);
        const lead = leadDays(ward);
        const short = count - (promised[at] ?? 0);
        const ordered = Math.max(0, at - lead);
        const ready = Math.max(at, lead);
        for (let day = at; day < promised.length; day += 1) promised[day] = (promised[day] ?? 0) + ward.beds;
        for (let day = ready; day < mine.length; day += 1) mine[day] = (mine[day] ?? 0) + ward.beds;
        const source = later.get(ward.now as SurgeKind);
        if (source) for (let day = ordered; day < source.length; day += 1) source[day] = (source[day] ?? 0) - ward.beds;
        const group = care.get(ward.now);
        if (isProtected(ward.now) && group) care.set(ward.now, { ...group, there: group.there - ward.beds });
        due.push({
          ...{ ward: ward.id, wardName: ward.name, institution: ward.institution, institutionName: ward.institutionName },
          ...{ from: ward.now, to: kind, beds: ward.beds, leadHours: ward.leadHours, short },
          ...{ neededOn: addDays(today, at), orderBy: addDays(today, at - lead), lateDays: Math.max(0, lead - at) },
        });
      }
    }
  }
  const outlook = byUrgency.map((kind): KindOutlook => {
    const wanted = wantedOf(kind);
    const peak = Math.max(0, ...need[kind]);
    const shortAt = wanted.findIndex((count, at) => count > (beds.get(kind)?.[at] ?? 0));
    const lefts = wanted.map((count, at) => Math.max(0, count - (later.get(kind)?.[at] ?? 0)));
    const left = Math.max(0, ...lefts);
    return {
      ...{ kind, beds: beds.get(kind)?.[0] ?? 0, others: others[kind], peak, left },
      peakOn: addDays(today, Math.max(0, need[kind].indexOf(peak))),
      shortFrom: shortAt < 0 ? null : addDays(today, shortAt),
      leftOn: left === 0 ? null : addDays(today, lefts.indexOf(left)),
    };
  });
  return {
    due: due.sort((one, other) => (one.orderBy < other.orderBy ? -1 : one.orderBy > other.orderBy ? 1 : 0)),
    withheld: [...withheld.values()],
    outlook,
    capacity: byUrgency.map((kind) => ({ kind, beds: beds.get(kind) ?? [], withConversions: later.get(kind) ?? [] })),
  };
}
