import { apportion } from '../apportion.ts';
import { crowd } from '../draft.ts';
import { readGeography } from '../geography.ts';
import type { Result } from '../result.ts';
import { infeasible, ok } from '../result.ts';
import type { Area } from '../totals.ts';

/** A town of the city and how many live there. */
export interface TownPlace {
  /** Its code in the statistical division codes. */
  readonly code: string;
  /** County-level code it lies in. */
  readonly county: string;
  readonly countyName: string;
  readonly name: string;
  /** Names of its villages and residents' communities; invented. */
  readonly communities: readonly string[];
  readonly urban: boolean;
  readonly residents: number;
}

/** Published population of a part of the city: a county, or the urban area altogether. */
export interface PartPopulation {
  readonly part: string;
  readonly residents: number;
}

const words =
  '向阳 东升 兴隆 永安 太平 双丰 民主 胜利 团结 新立 前进 光明 红旗 和平 长发 富强 四家子 大屯 小河 石门 柳树 杨木 桦树 榆木 松树 靠山 河沿 岭前 岭后 北沟 南沟 东沟 西沟 上甸 下甸 新发 平安 福安 兴盛 永丰 万福 金星 宝山 青山 石场 三道 二道 头道 五里 八里 腰屯 前屯 后屯 中心 江沿 沿江 桥头 高台 洼子 草甸'.split(
    ' ',
  );

/** Invented names, none twice in a town; neighbouring towns begin elsewhere in the list. */
function nameCommunities(at: number, communities: number, villages: number): readonly string[] {
  const count = Math.max(1, communities + villages);
  return Array.from({ length: count }, (_, n) => {
    const word = words[(at * 17 + n) % words.length] ?? '';
    const round = Math.floor(n / words.length);
    return `${word}${round > 0 ? `第${round + 1}` : ''}${n < communities ? '社区' : '村'}`;
  });
}

/**
 * The towns of a city, whose residents add up to the published population of each part. How a part's people spread over its towns is published
 * nowhere: they go by villages and communities.
 */
export function layTowns(areas: readonly Area[], populations: readonly PartPopulation[]): Result<readonly TownPlace[]> {
  const geography = readGeography(areas);
  const towns: TownPlace[] = [];
  for (const { part, residents } of populations) {
    const sites = geography.sites(part);
    if (sites.length === 0) return infeasible('city.part-without-towns', { part });
    const shares = apportion(
      residents,
      sites.map((site) => ({ weight: crowd(site) })),
    );
    if (!shares.ok) return shares;
    for (const [at, site] of sites.entries())
      towns.push({
        code: site.town ?? site.area,
        county: site.area,
        countyName: geography.nameOf(site.area),
        name: site.name,
        communities: nameCommunities(towns.length, site.communities, site.villages),
        urban: site.type === 'street' || site.type === 'other',
        residents: shares.value[at] ?? 0,
      });
  }
  return ok(towns);
}

/** The same towns with `scale` (0 to 1) of their residents: whole people who add up to the rounded share of the city. */
export function scaleTowns(towns: readonly TownPlace[], scale: number): Result<readonly TownPlace[]> {
  if (!(scale > 0 && scale <= 1)) return infeasible('city.no-scale', { scale });
  const total = towns.reduce((sum, { residents }) => sum + residents, 0);
  const shares = apportion(
    Math.round(total * scale),
    towns.map(({ residents }) => ({ weight: residents, high: residents })),
  );
  if (!shares.ok) return shares;
  return ok(towns.map((town, at) => ({ ...town, residents: shares.value[at] ?? 0 })));
}
