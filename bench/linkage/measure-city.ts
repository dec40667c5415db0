import { type ErrorClass, errorClasses } from '@songhua/engine-city/noise/registration.ts';
import { walkPairs } from '@songhua/engine-linkage/blocking/walk-pairs.ts';
import { peoplePasses } from '@songhua/engine-linkage/person/train-person-model.ts';
import { type GroupFigures, judgeGroups } from '@songhua/engine-linkage/run/judge-groups.ts';
import { linkPeople } from '../../modules/identity/linking/link-people.ts';
import { type NoisyRecord, noisyCity } from './noisy-city.ts';

export interface CityMeasure {
  readonly residents: number;
  readonly records: number;
  readonly compared: number;
  readonly people: number;
  readonly review: number;
  readonly figures: GroupFigures;
  /** Seconds: generating the city, then reading, preparing, scoring and joining its records. */
  readonly seconds: Readonly<Record<'generate' | 'read' | 'prepare' | 'score' | 'join', number>>;
  /** Resident memory at the most, MiB. */
  readonly peak: number;
  /** Seconds that finding the same pairs takes when nothing is compared but one code: what no scoring can go below. */
  readonly bare: number;
}

const now = (): number => performance.now() / 1000;

/** Generates a noisy city, links its registrations as a server does, and compares the result with who is who. */
export async function measureCity(
  residents: number,
  seed: string,
  threads: number,
  tell: (line: string) => void,
): Promise<CityMeasure> {
  const [person, twins]: [number[], number[]] = [[], []];
  const errors: (readonly ErrorClass[])[] = [];
  const kept = new Map<string, readonly ErrorClass[]>();
  let generate = 0;
  function* rows(): Generator<NoisyRecord> {
    let from = now();
    for (const record of noisyCity(residents, seed)) {
      generate += now() - from;
      person.push(record.person);
      twins.push(record.twins);
      // The same few lists of errors, again and again.
      const name = record.errors.join();
      const list = kept.get(name) ?? record.errors;
      kept.set(name, list);
      errors.push(list);
      yield record;
      from = now();
    }
    generate += now() - from;
  }
  const started: Partial<Record<'read' | 'prepare' | 'score' | 'join', number>> = {};
  const from = now();
  let told = from;
  const linked = await linkPeople(rows(), {
    version: 'bench',
    threads,
    progress: (step, done, of) => {
      started[step] ??= now();
      if (now() - told < 15) return;
      told = now();
      tell(`${(told - from).toFixed(0)} s ${step} ${done}${of === null ? '' : ` / ${of}`}`);
    },
  });
  const until = now();
  const { prepare = from, score = until, join = until } = started;
  const peak = process.resourceUsage().maxRSS / 1024;
  const passes = peoplePasses(linked.table).map(({ pass }) => pass);
  const truth = { person: Int32Array.from(person), twins: Int32Array.from(twins), errors };
  const beforeBare = now();
  let same = 0;
  const codes = linked.table.columns.number.codes;
  walkPairs(passes, null, (one, other) => {
    if (codes[one] === codes[other]) same += 1;
  });
  const bare = now() - beforeBare;
  if (same < 0) throw new Error('pairs are counted from 0');
  return {
    residents,
    records: linked.figures.records,
    compared: linked.figures.compared,
    people: linked.figures.people,
    review: linked.figures.review,
    figures: judgeGroups(truth, linked.joined, passes),
    seconds: { generate, read: prepare - from - generate, prepare: score - prepare, score: join - score, join: until - join },
    peak,
    bare,
  };
}

const part = (count: number, of: number): string => (of === 0 ? '–' : (count / of).toFixed(4));
const titles: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  ...errorClasses,
  none: { zh: '两条均无误', en: 'no error in either' },
};

/** The figures as they are printed. */
export function printCity(
  { residents, records, compared, people, review, figures, seconds, peak, bare }: CityMeasure,
  threads: number,
): string[] {
  const { all, byClass, precision, recall, f1, wrong, wrongTwins, linked } = figures;
  const run = seconds.read + seconds.prepare + seconds.score + seconds.join;
  return [
    `居民 residents ${residents}, 登记 records ${records}, 多条登记者 people of two and more ${people}`,
    `归并查全 blocking recall ${part(all.found, all.pairs)}, 查准 precision ${precision.toFixed(6)} (${wrong} 错 wrong / ${linked}, 双胞胎 twins ${wrongTwins}), 查全 recall ${recall.toFixed(4)}, F1 ${f1.toFixed(4)}`,
    `待核 review ${review}, 每千人 per 1,000 residents ${((review / residents) * 1000).toFixed(1)}`,
    `秒 seconds ${run.toFixed(1)} (读 read ${seconds.read.toFixed(1)}, 备 prepare ${seconds.prepare.toFixed(1)}, 评分 score ${seconds.score.toFixed(1)}, 归并 join ${seconds.join.toFixed(1)}; 造数 generating ${seconds.generate.toFixed(1)}), 内存峰值 peak ${peak.toFixed(0)} MiB`,
    `比对 pairs ${compared}, 每秒 per second ${(compared / seconds.score).toFixed(0)} (${threads} 线程 threads); 只比一个码 one code compared alone ${(compared / bare).toFixed(0)} (1 线程 thread), 倍数 ratio ${(seconds.score / bare).toFixed(1)}`,
    '',
    '| 差错 error | 对数 pairs | 分块查全 found | 自动归并 linked | 待核 for review | 未见 missed |',
    '|---|--:|--:|--:|--:|--:|',
    ...[...byClass]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, one]) => {
        const title = titles[name];
        const missed = part(one.pairs - one.linked - one.review, one.pairs);
        return `| ${title ? `${title.zh} ${title.en}` : name} | ${one.pairs} | ${part(one.found, one.pairs)} | ${part(one.linked, one.pairs)} | ${part(one.review, one.pairs)} | ${missed} |`;
      }),
  ];
}
