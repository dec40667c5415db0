import type { Random } from '../random.ts';
import type { Person } from './person.ts';

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** The 18th place (GB 11643, ISO 7064 MOD 11-2). */
function checkDigit(first17: string): string {
  let sum = 0;
  for (let at = 0; at < 17; at += 1) sum += (first17.charCodeAt(at) - 48) * (weights[at] ?? 0);
  return '10X98765432'[sum % 11] ?? '';
}

/** The citizen number of area 220299 with this day of birth and serial (0 to 999; odd ones are men's). */
export function checkedNumber(born: string, serial: number): string {
  const first17 = `220299${born}${String(serial).padStart(3, '0')}`;
  return first17 + checkDigit(first17);
}

/** Prefixes of mobile numbers that are assigned to nobody: 1 and a zero. Synthetic people can never be rung up. */
const prefixes = ['100', '101', '102', '103', '104', '105', '106', '107', '108', '109'];

const [multiplier, modulus] = [618_033_989, 999_999_937];

/** The `at`-th mobile number of the city: eleven places, spread so that neighbours do not look alike; all different below 10^9. */
export function mobileNumber(at: number): string {
  // A bijection of 0 … 999 999 936 (a prime modulus, a multiplier without common divisor), in two steps that stay below 2^53.
  const high = Math.floor(at / 32_768);
  const spread = (((high * multiplier) % modulus) * 32_768 + (at % 32_768) * multiplier + 271_828_183) % modulus;
  const prefix = prefixes[Math.floor(spread / 100_000_000)] ?? '100';
  return prefix + String(spread % 100_000_000).padStart(8, '0');
}

export interface Neighbourhood {
  /** 县区, 乡镇或街道, as addresses name them. */
  readonly area: string;
  readonly town: string;
  /** Communities and villages of the town. */
  readonly communities: readonly string[];
  readonly urban: boolean;
}

const streets =
  '解放 光华 青年 松江 重庆 天津 北京 上海 南京 中兴 和平 民主 吉林 江湾 桃源 龙华 新山 通江 站前 东升 西安 长春 泰山 珠江 滨江 向阳 文庙 致和 湘潭 遵义'.split(
    ' ',
  );
const gardens = '锦绣 阳光 江畔 丽景 世纪 幸福 金色 滨江 东方 翰林 水岸 华府 盛世 龙潭 御景 枫林 雾凇 北华 紫光 万科'.split(' ');
const one = <T>(random: Random, from: readonly T[], fallback: T): T => from[Math.floor(random() * from.length)] ?? fallback;
const number = (random: Random, most: number): number => 1 + Math.floor(random() ** 1.5 * most);

/** Where a household lives, as it stands on an identity card. */
export function drawAddress({ area, town, communities, urban }: Neighbourhood, random: Random): string {
  const community = one(random, communities, '');
  if (!urban) return `${area}${town}${community}${number(random, 9)}组${number(random, 120)}号`;
  const place =
    random() < 0.6
      ? `${one(random, streets, '解放')}${random() < 0.5 ? '路' : '街'}${number(random, 300)}号`
      : `${one(random, gardens, '阳光')}${random() < 0.5 ? '小区' : '花园'}`;
  return `${area}${place}${number(random, 40)}号楼${number(random, 6)}单元${number(random, 7)}0${number(random, 4)}室`;
}

/** Whether somebody has a phone of their own at that age. */
export const hasPhone = (person: Pick<Person, 'born'>, year: number, random: Random): boolean => {
  const age = year - Number(person.born.slice(0, 4));
  return random() < (age < 10 ? 0 : age < 16 ? 0.4 : age < 65 ? 0.98 : age < 80 ? 0.8 : 0.45);
};
