/** How diseases go with the year in a northern city. The mean over a year is about 1; shapes are this project's assumptions after common knowledge. */
export const seasonNames = [
  'even',
  'winter',
  'respiratory',
  'influenza',
  'summer',
  'hand-foot-mouth',
  'norovirus',
  'scarlet-fever',
  'pollen',
  'cold-heart',
] as const;
export type SeasonName = (typeof seasonNames)[number];

const dayOfYear = (text: string): number => (Date.parse(text) - Date.parse(`${text.slice(0, 4)}-01-01`)) / 86_400_000;

/** Days between two days of the year, the short way round. */
const apart = (day: number, peak: number): number => {
  const gap = Math.abs(day - peak) % 365.25;
  return Math.min(gap, 365.25 - gap);
};

/** A bell around a day of the year. Its mean over the year is `share`. */
const bell = (day: number, peak: number, spread: number, share: number): number =>
  ((share * 365.25) / (spread * 2.5066)) * Math.exp(-0.5 * (apart(day, peak) / spread) ** 2);

const wave = (day: number, peak: number, height: number): number =>
  1 + height * Math.cos((2 * Math.PI * apart(day, peak)) / 365.25);

/** A number in [0, 1) that belongs to a winter or summer: seasons differ, and do so alike wherever they are drawn. */
const lot = (year: number, salt: number): number => {
  const mixed = Math.imul(year * 2654435 + salt * 40503, 2246822519) >>> 0;
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 4294967296;
};

/** Winters are counted by the year in which they begin, from July on. */
const winterOf = (text: string): number => Number(text.slice(0, 4)) - (Number(text.slice(5, 7)) < 7 ? 1 : 0);

const shapes: Readonly<Record<SeasonName, (day: number, text: string) => number>> = {
  even: () => 1,
  winter: (day) => wave(day, 15, 0.12),
  respiratory: (day) => wave(day, 10, 0.42),
  'cold-heart': (day) => wave(day, 20, 0.2),
  summer: (day) => wave(day, 205, 0.55),
  // One wave each winter, early or late, strong or weak, and what smoulders.
  influenza: (day, text) => {
    const winter = winterOf(text);
    const size = 0.55 + 0.9 * lot(winter, 1);
    return 0.06 + size * 0.94 * bell(day, 355 + 32 * lot(winter, 2), 17 + 6 * lot(winter, 3), 1);
  },
  // Every other year strong.
  'hand-foot-mouth': (day, text) => {
    const year = Number(text.slice(0, 4));
    return 0.05 + (year % 2 === 0 ? 1.25 : 0.75) * (bell(day, 185 + 14 * lot(year, 4), 30, 0.85) + bell(day, 300, 20, 0.1));
  },
  norovirus: (day, text) => 0.3 + (0.6 + 0.8 * lot(winterOf(text), 5)) * bell(day, 345, 38, 0.7),
  'scarlet-fever': (day) => 0.25 + bell(day, 155, 28, 0.45) + bell(day, 345, 24, 0.3),
  pollen: (day) => 0.4 + bell(day, 125, 22, 0.25) + bell(day, 240, 22, 0.35),
};

/** Weight of a day `YYYY-MM-DD` in a season. */
export const seasonOf = (name: SeasonName, text: string): number => shapes[name](dayOfYear(text), text);
