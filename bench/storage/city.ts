/**
 * A city's records made from the Synthea bundles: every copy of a person has ids, names, dates, values and some codes of
 * its own, so that a code keeps its share while patients, encounters and identifiers stay as rare as they are.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createRandom, type Random } from './random.ts';

export interface Made {
  readonly type: string;
  readonly id: string;
  readonly body: string;
}

interface Resource {
  readonly resourceType: string;
  readonly id: string;
}

type Piece = (copy: Copy) => string;

interface Copy {
  readonly ids: Map<string, string>;
  readonly shift: number;
  readonly random: Random;
  readonly staff: readonly string[];
  readonly houses: readonly string[];
  readonly family: string;
  readonly given: string;
}

const syllables =
  'an bai bo chen chun da fang feng gang guo hai han hong hua hui jia jian jing jun kai lan lei li lin ling long mei min ming na ning peng ping qi qian qiang qin qing rong rui shan shu song tao ting wei wen xia xiang xin xiu xue yan yang yi ying yong yu yuan yun ze zhen zhi'.split(
    ' ',
  );
const families =
  'Wang Li Zhang Liu Chen Yang Zhao Huang Zhou Wu Xu Sun Hu Zhu Gao Lin He Guo Ma Luo Liang Song Zheng Xie Han Tang Feng Yu Dong Xiao Cheng Cao Yuan Deng Fu Shen Zeng Peng Lü Su Lu Jiang Cai Jia Ding Wei Xue Ye Yan Pan Du Dai Xia Zhong Tian Ren Fan Fang Shi Yao Tan Liao Zou Xiong Jin'.split(
    ' ',
  );

/** Squared chance: the first names of the list are the common ones. */
const common = <T>(list: readonly T[], random: Random): T => list[Math.floor(random.share() ** 2 * list.length)] as T;
const given = (random: Random): string => {
  const name = random.share() < 0.2 ? common(syllables, random) : common(syllables, random) + common(syllables, random);
  return name.charAt(0).toUpperCase() + name.slice(1);
};

const two = (n: number): string => (n < 10 ? `0${n}` : `${n}`);
const days = new Map<number, string>();
function dayText(day: number): string {
  let text = days.get(day);
  if (text === undefined) {
    text = new Date(day * 86_400_000).toISOString().slice(0, 10);
    days.set(day, text);
  }
  return text;
}
function instantText(at: number): string {
  const day = Math.floor(at / 86_400_000);
  const second = Math.floor((at - day * 86_400_000) / 1000);
  return `${dayText(day)}T${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}+00:00`;
}

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const slots = new RegExp(
  `urn:uuid:${uuid}|${uuid}|\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?[+-]\\d\\d:\\d\\d|"\\d{4}-\\d\\d-\\d\\d"|` +
    `"value":-?\\d+\\.\\d+|@@family|@@given|@@code[0-9-]+|\\b\\d{3}-\\d{2,3}-\\d{4}\\b|\\b[SX]\\d{7,8}X?\\b`,
  'g',
);

/** What stands in a slot: an id, an instant, a day, a measured value, a name, a code or a number that identifies. */
function fill(text: string, types: ReadonlyMap<string, string>): Piece {
  if (text.startsWith('urn:uuid:')) {
    const id = text.slice(9);
    const type = types.get(id) ?? 'Basic';
    if (type === 'Practitioner') return ({ staff, random }) => `Practitioner/${staff[random.below(staff.length)]}`;
    if (type === 'Organization') return ({ houses, random }) => `Organization/${houses[random.below(houses.length)]}`;
    return ({ ids }) => `${type}/${ids.get(id) ?? id}`;
  }
  if (types.has(text)) return ({ ids, random }) => ids.get(text) ?? random.uuid();
  if (/^[0-9a-f]{8}-/.test(text)) return ({ random }) => random.uuid();
  if (/T/.test(text)) {
    const at = Date.parse(text);
    return ({ shift }) => instantText(at + shift);
  }
  if (text.startsWith('"value"')) {
    const value = Number(text.slice(8));
    return ({ random }) => `"value":${(value * (0.7 + 0.6 * random.share())).toFixed(2)}`;
  }
  if (text.startsWith('"')) {
    const at = Date.parse(text.slice(1, -1));
    return ({ shift }) => `"${dayText(Math.floor((at + shift) / 86_400_000))}"`;
  }
  if (text === '@@family') return (copy) => copy.family;
  if (text === '@@given') return (copy) => copy.given;
  // One observation in seven is of a kind from the long tail of a laboratory's catalogue.
  if (text.startsWith('@@code')) {
    const code = text.slice(6);
    return ({ random }) => (random.share() < 0.15 ? `${Math.floor(90_000 + 4000 * random.share() ** 3)}-1` : code);
  }
  return ({ random }) => `${text.slice(0, 1)}${100_000_000 + random.below(900_000_000)}`;
}

interface Template {
  readonly type: string;
  readonly id: string;
  readonly pieces: readonly (string | Piece)[];
}

function templateOf(resource: Resource, types: ReadonlyMap<string, string>): Template {
  const marked = JSON.stringify(resource, (key, value: unknown) => {
    if (key === 'family') return '@@family';
    if (key === 'given') return ['@@given'];
    return value;
  });
  const text =
    resource.resourceType === 'Observation'
      ? marked.replace(/("code":\{"coding":\[\{"system":"http:\/\/loinc.org","code":")([0-9-]+)"/, '$1@@code$2"')
      : marked;
  const pieces: (string | Piece)[] = [];
  let from = 0;
  for (const match of text.matchAll(slots)) {
    pieces.push(text.slice(from, match.index), fill(match[0], types));
    from = match.index + match[0].length;
  }
  return { type: resource.resourceType, id: resource.id, pieces: [...pieces, text.slice(from)] };
}

function make({ type, id, pieces }: Template, copy: Copy): Made {
  let body = '';
  for (const piece of pieces) body += typeof piece === 'string' ? piece : piece(copy);
  return { type, id: copy.ids.get(id) ?? id, body };
}

/** The city's records in the order in which institutions would send them: person by person; the same for the same seed. */
export function* makeCity(folder: string, seed = 7): Generator<Made> {
  const bundles = readdirSync(folder).map((file) => {
    const { entry } = JSON.parse(gunzipSync(readFileSync(join(folder, file))).toString()) as { entry: { resource: Resource }[] };
    return entry.map(({ resource }) => resource);
  });
  const types = new Map(bundles.flat().map(({ id, resourceType }) => [id, resourceType]));
  const shared = (type: string): Template[] =>
    bundles
      .flat()
      .filter((r) => r.resourceType === type)
      .map((r) => templateOf(r, types));
  const [staffTemplates, houseTemplates] = [shared('Practitioner'), shared('Organization')];
  const people = bundles
    .filter((bundle) => bundle.some(({ resourceType }) => resourceType === 'Patient'))
    .map((bundle) => bundle.filter((r) => !/Practitioner|Organization/.test(r.resourceType)).map((r) => templateOf(r, types)));
  const random = createRandom(seed);
  const [staff, houses]: [string[], string[]] = [[], []];
  for (let n = 0; ; n += 1) {
    const templates = people[n % people.length] ?? [];
    const ids = new Map(templates.map(({ id }) => [id, random.uuid()]));
    const shift = Math.round((random.share() * 16 - 10) * 365.25 * 1440) * 60_000;
    const copy = (): Copy => ({ ids, shift, random, staff, houses, family: common(families, random), given: given(random) });
    // A city of 3.6 million has 45,000 staff and 3,800 institutions.
    const additions: [number, Template[], string[]][] = [
      [80, staffTemplates, staff],
      [950, houseTemplates, houses],
    ];
    for (const [every, from, into] of additions) {
      const template = from[into.length % from.length];
      if (n % every !== 0 || !template) continue;
      const id = random.uuid();
      ids.set(template.id, id);
      into.push(id);
      yield make(template, copy());
    }
    const person = copy();
    for (const template of templates) yield make(template, person);
  }
}
