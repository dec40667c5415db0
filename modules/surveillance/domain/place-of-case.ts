import type { PlaceKind } from '@songhua/engine-outbreak/clusters/cluster-rule.ts';

/** What stands where a school or workplace is asked for and names none. */
const nameless =
  /^(无|没有|不详|未知|未填|暂无|其他|其它|学生|儿童|幼儿|工人|农民|务农|民工|打工|待业|失业|无业|退休|离退休|居民|散居|散居儿童|在家|家务|个体|自由职业|本人|same|none|unknown|n\/?a|[-—.。·*\d]+)$/iu;

/** Up to where a name says which school it is: what follows says which class of it. */
const school = /^(.*(?:小学|中学|学校|大学|学院|职校|技校|[一二三四五六七八九十]+中))/u;
const nursery = /^(.*(?:幼儿园|幼稚园|托儿所|托育园|早教中心))/u;
const site = /工地|项目部|施工|建筑队/u;

/** One way of writing a name: no spaces and brackets, no parts of a school. */
const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s()（）,，.。、·\-—_]/gu, '')
    .replace(/(小学部|初中部|高中部|中学部)/gu, '');

const kindOf = (name: string, occupation: string | null): PlaceKind => {
  if (nursery.test(name) || occupation === 'kindergarten-child') return 'kindergarten';
  if (occupation === 'student' || school.test(name)) return 'school';
  if (site.test(name)) return 'site';
  return 'unit';
};

/**
 * Where a case is together with others, as far as its report card says: the school, nursery, building site or other unit that is written on it. The
 * key names it within its county. Villages and residential communities stand on no card.
 */
export function placesOf(
  unit: string | null,
  occupation: string | null,
  county: string,
): Readonly<Partial<Record<PlaceKind, string>>> {
  const name = plain(unit ?? '');
  if (name.length < 2 || nameless.test(name)) return {};
  const kind = kindOf(name, occupation);
  const whole = (kind === 'kindergarten' ? nursery : kind === 'school' ? school : null)?.exec(name)?.[1] ?? name;
  return { [kind]: `${county} ${whole.slice(0, 60)}` };
}

/** The name in a key of `placesOf`. */
export const placeName = (key: string): string => key.slice(key.indexOf(' ') + 1);
