import type { Line, Made, Part } from './ledger.ts';

/** One version as the API's history tells it. */
export interface Version {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly deleted: boolean;
  readonly updatedAt: string;
  /** What the content says it is known by, and which write made it; none for a deletion. */
  readonly key?: string;
  readonly mark?: string;
}

/** What a search by a key found. */
export interface Found {
  readonly key: string;
  readonly id: string;
  readonly type: string;
  readonly version: number;
}

export interface Facts {
  readonly lines: readonly Line[];
  /** Every version there is. */
  readonly versions: readonly Version[];
  /** What searches by each of `keys` found. */
  readonly found: readonly Found[];
  readonly keys: readonly string[];
}

interface Write {
  readonly part: Part;
  readonly n: number;
  /** Lines of the ledger: when it was begun and, if it was answered, when. */
  readonly begun: number;
  answered: number;
  state: 'open' | Made['state'];
  /** How often it was begun. */
  runs: number;
  at?: { readonly name: string; readonly version: number };
}

const nameOf = ({ type, id }: { type: string; id: string }): string => `${type}/${id}`;

/** What the ledger says of every part of every request. */
function readWrites(lines: readonly Line[]): Map<number, { kind: string; writes: Write[] }> {
  const requests = new Map<number, { kind: string; writes: Write[] }>();
  for (const [place, line] of lines.entries()) {
    if (line.say === 'intent') {
      const writes = line.parts.map(
        (part): Write => ({ part, n: line.n, begun: place, answered: Number.POSITIVE_INFINITY, runs: 1, state: 'open' }),
      );
      requests.set(line.n, { kind: line.kind, writes });
    } else if (line.say === 'again') {
      for (const write of requests.get(line.n)?.writes ?? []) write.runs += 1;
    } else if (line.say === 'answer') {
      for (const [at, write] of (requests.get(line.n)?.writes ?? []).entries()) {
        const made = line.made[at];
        if (!made) continue;
        write.state = made.state;
        write.answered = place;
        if (made.state === 'made') write.at = { name: nameOf(made), version: made.version };
        if (made.state === 'existing' || made.state === 'stored') write.at = { name: nameOf(made), version: 0 };
      }
    }
  }
  return requests;
}

/** Versions of each resource count from one without gap or double, and time does not run backwards. */
function judgeHistories(histories: ReadonlyMap<string, readonly Version[]>, say: (finding: string) => void): void {
  for (const [name, versions] of histories) {
    for (const [at, { version, updatedAt }] of versions.entries()) {
      const before = versions[at - 1];
      if (version !== at + 1) {
        say(`${name}: version ${at + 1} is missing or there twice (${versions.map((one) => one.version).join(' ')})`);
        break;
      }
      if (before && before.updatedAt > updatedAt) say(`${name}: version ${version} is older than the one before`);
    }
  }
}

/** Every acknowledged write is its version; every version is a write that was asked for, once, and was not refused. */
function judgeWrites(
  requests: ReadonlyMap<number, { kind: string; writes: readonly Write[] }>,
  histories: ReadonlyMap<string, readonly Version[]>,
  say: (finding: string) => void,
): void {
  const byMark = new Map<string, Write>();
  const deletions = new Map<string, { most: number }>();
  for (const { writes } of requests.values()) {
    for (const write of writes) {
      const { part, state, at } = write;
      if (part.mark !== undefined) byMark.set(part.mark, write);
      else if (state !== 'refused') {
        const name = `${part.type}/${part.id}`;
        deletions.set(name, { most: (deletions.get(name)?.most ?? 0) + 1 });
      }
      if (state === 'stored' && at && !histories.get(at.name)?.some(({ mark }) => mark === part.mark))
        say(`request ${write.n} (${part.mark}) was acknowledged as ${at.name}, which does not hold it in any version`);
      if (state !== 'made' || !at) continue;
      const version = histories.get(at.name)?.[at.version - 1];
      const kept = version?.version === at.version && version.mark === part.mark && (part.mark !== undefined || version.deleted);
      if (!kept)
        say(
          `request ${write.n} (${part.mark ?? 'deletion'}) was acknowledged as ${at.name} version ${at.version}, which ${version ? `is ${version.mark ?? 'a deletion'}` : 'is not there'}`,
        );
    }
  }
  const seen = new Map<string, number>();
  for (const [name, versions] of histories) {
    const gone = versions.filter(({ deleted }) => deleted).length;
    const most = deletions.get(name)?.most ?? 0;
    if (gone > most) say(`${name} was deleted ${gone} times, asked for ${most} times`);
    for (const { mark, version, key, deleted } of versions) {
      if (deleted) continue;
      const write = mark === undefined ? undefined : byMark.get(mark);
      if (!write || mark === undefined) say(`${name} version ${version} is of a write that nobody began (${mark})`);
      else if (write.part.key !== key) say(`${name} version ${version} holds ${key}, the write was of ${write.part.key}`);
      else if (write.state === 'refused' || write.state === 'existing')
        say(`${name} version ${version} is of request ${write.n}, which was ${write.state}`);
      else if ((seen.get(mark) ?? 0) >= write.runs) say(`${name} version ${version}: the write ${mark} is there twice`);
      if (mark !== undefined) seen.set(mark, (seen.get(mark) ?? 0) + 1);
    }
    judgeOrder(name, versions, byMark, say);
  }
  for (const [n, { kind, writes }] of requests) {
    if (kind !== 'transaction') continue;
    const there = writes.filter(({ part }) => part.mark !== undefined && seen.has(part.mark)).length;
    if (there !== 0 && there !== writes.length) say(`transaction ${n} is half there: ${there} of ${writes.length}`);
  }
}

/** A write that was answered before another began stands before it. */
function judgeOrder(
  name: string,
  versions: readonly Version[],
  byMark: ReadonlyMap<string, Write>,
  say: (finding: string) => void,
): void {
  let latest = -1;
  for (const { mark, version } of versions) {
    const write = mark === undefined ? undefined : byMark.get(mark);
    if (!write) continue;
    if (write.answered < latest) say(`${name} version ${version} was answered before a write began that stands before it`);
    latest = Math.max(latest, write.begun);
  }
}

/** Of each key that was only to be created if it was not there, there is one resource at most, and it is the one answers named. */
function judgeConditions(
  requests: ReadonlyMap<number, { kind: string; writes: readonly Write[] }>,
  holders: ReadonlyMap<string, ReadonlySet<string>>,
  say: (finding: string) => void,
): void {
  for (const [n, { kind, writes }] of requests) {
    for (const { part, state, at } of writes) {
      const names = holders.get(part.key) ?? new Set();
      if (names.size > 1) say(`${part.key} is held by ${[...names].join(' and ')}`);
      if (kind === 'conditional' && state === 'existing' && at && !names.has(at.name))
        say(`request ${n} was shown ${at.name}, which does not hold ${part.key}`);
    }
  }
}

/** A search by each key finds exactly the current resource that holds it, and nothing once it is deleted. */
function judgeSearches(
  { found, keys }: Facts,
  histories: ReadonlyMap<string, readonly Version[]>,
  say: (finding: string) => void,
): void {
  const expected = new Map<string, string>();
  for (const [name, versions] of histories) {
    const last = versions.at(-1);
    if (last && !last.deleted && last.key !== undefined) expected.set(last.key, `${name} version ${last.version}`);
  }
  const byKey = Map.groupBy(found, ({ key }) => key);
  for (const key of keys) {
    const is = (byKey.get(key) ?? []).map((one) => `${nameOf(one)} version ${one.version}`);
    const should = expected.get(key);
    if (is.length === 1 ? is[0] !== should : is.length > 0 || should !== undefined)
      say(`a search for ${key} finds ${is.join(', ') || 'nothing'}; ${should ?? 'nothing'} is there`);
  }
}

/** Everything in which the database and the ledger disagree; empty when the ledger is clean. */
export function judge(facts: Facts): string[] {
  const findings: string[] = [];
  const said = new Set<string>();
  const say = (finding: string): void => {
    if (said.has(finding)) return;
    said.add(finding);
    findings.push(finding);
  };
  const requests = readWrites(facts.lines);
  const histories = new Map<string, Version[]>();
  const holders = new Map<string, Set<string>>();
  for (const version of [...facts.versions].sort((a, b) => a.version - b.version)) {
    const name = nameOf(version);
    const known = histories.get(name);
    if (known) known.push(version);
    else histories.set(name, [version]);
    if (version.key === undefined) continue;
    holders.set(version.key, (holders.get(version.key) ?? new Set()).add(name));
  }
  judgeHistories(histories, say);
  judgeWrites(requests, histories, say);
  judgeConditions(requests, holders, say);
  judgeSearches(facts, histories, say);
  return findings;
}
