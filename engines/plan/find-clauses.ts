import { type Folded, fold } from './normalise-text.ts';
import { type Heading, type Segment, splitDocument } from './split-document.ts';

/** Where to look for a clause: its section by headings, and a few characters that single out one sentence in it. */
export interface Locator {
  readonly id: string;
  /** Headings joined, e.g. `三、优化资源配置（一）床位资源配置 1`. */
  readonly section: string;
  readonly locator: string;
}

export interface Found {
  readonly id: string;
  readonly status: 'found';
  /** Offsets of the sentence or row in the document, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /**
   * The sentence as it stands, without the line breaks of the page. Of a table row the cell that holds the locator and
   * those after it, tabs between them: cells before it name a group of rows, not this one.
   */
  readonly quote: string;
  /** The locator's own characters as the document has them, to be highlighted. */
  readonly highlight: string;
  readonly kind: Segment['kind'];
}

export interface NotFound {
  readonly id: string;
  readonly status: 'missing' | 'ambiguous';
  /** What failed: the section is not there, the characters are not in it, or they are in several sentences. */
  readonly reason: 'no-section' | 'no-sentence' | 'several-sentences';
}

export type Clause = Found | NotFound;

const marker = /([一二三四五六七八九十百]+)、|\(([一二三四五六七八九十百]+)\)|(\d{1,2})(?:[.、]|$)/g;

/** The headings a section's name asks for, outermost first. */
export function parseSection(section: string): Heading[] {
  const { text } = fold(section.replaceAll('/', ' '));
  const marks = [...text.matchAll(marker)];
  return marks.map((mark, i): Heading => {
    const title = text.slice(mark.index + mark[0].length, marks[i + 1]?.index ?? text.length);
    const ordinal = mark[1] ?? mark[2] ?? mark[3] ?? '';
    return { level: mark[1] ? 1 : mark[2] ? 2 : 3, ordinal, title };
  });
}

/** True when the path has each wanted heading: the same level and ordinal, and a title that begins as asked. */
const isUnder = (path: readonly Heading[], wanted: readonly Heading[]): boolean =>
  wanted.every((w) => path.some((h) => h.level === w.level && h.ordinal === w.ordinal && h.title.startsWith(w.title)));

/** Without the white space before the end, save tabs. A pattern for it would try every blank as a beginning. */
function withoutBlanksAtEnd(line: string): string {
  let end = line.length;
  while (end > 0 && line.charAt(end - 1) !== '\t' && line.charAt(end - 1).trim() === '') end--;
  return line.slice(0, end);
}

/** The text as one line. Time grows with its length, whatever stands in it. */
function unbroken(raw: string): string {
  const lines = raw.trim().split('\n');
  return lines
    .map((line, i) => (i === 0 ? line : line.trimStart()))
    .map((line, i) => (i === lines.length - 1 ? line : withoutBlanksAtEnd(line)))
    .join('');
}

/** Where the quote begins: of a row at the cell that holds the character at `from`. */
function beginOf({ start, kind }: Segment, raw: string, from: number): number {
  return kind === 'row' ? start + raw.lastIndexOf('\t', from) + 1 : start;
}

/** Folds each sentence at most once, however many clauses are looked for. */
function foldOnce(text: string): (segment: Segment) => Folded {
  const known = new Map<Segment, Folded>();
  return (segment) => {
    const folded = known.get(segment) ?? fold(text.slice(segment.start, segment.end));
    known.set(segment, folded);
    return folded;
  };
}

/** The sentences under each place of the document; the sentences of one place share their path. */
type Places = ReadonlyMap<Segment['path'], readonly Segment[]>;

function findOne(text: string, places: Places, foldedOf: (segment: Segment) => Folded, locator: Locator): Clause {
  const wanted = parseSection(locator.section);
  const inside = [...places].flatMap(([path, segments]) => (isUnder(path, wanted) ? segments : []));
  if (wanted.length === 0 || inside.length === 0) return { id: locator.id, status: 'missing', reason: 'no-section' };
  const needle = fold(locator.locator).text;
  const hits = inside.flatMap((segment) => {
    const folded = foldedOf(segment);
    const index = needle === '' ? -1 : folded.text.indexOf(needle);
    return index < 0 ? [] : [{ segment, from: folded.offsets[index] ?? 0, to: folded.offsets[index + needle.length - 1] ?? 0 }];
  });
  const [hit] = hits;
  if (!hit) return { id: locator.id, status: 'missing', reason: 'no-sentence' };
  if (hits.length > 1) return { id: locator.id, status: 'ambiguous', reason: 'several-sentences' };
  const { end, kind } = hit.segment;
  const whole = text.slice(hit.segment.start, end);
  const start = beginOf(hit.segment, whole, hit.from);
  return {
    id: locator.id,
    status: 'found',
    start,
    end,
    quote: unbroken(text.slice(start, end)),
    highlight: unbroken(whole.slice(hit.from, hit.to + 1)),
    kind,
  };
}

/**
 * Finds each clause's exact sentence or table row in a document. Line and page breaks, spaces, full and half width
 * and kinds of brackets make no difference; a clause found nowhere or in several places is said to be so. The
 * document is folded once, so that the time grows with its length and hardly with the number of locators.
 */
export function findClauses(text: string, locators: readonly Locator[]): Clause[] {
  const places = Map.groupBy(splitDocument(text), (segment) => segment.path);
  const foldedOf = foldOnce(text);
  return locators.map((locator) => findOne(text, places, foldedOf, locator));
}
