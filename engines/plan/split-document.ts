import { fold } from './normalise-text.ts';

/** A heading's place and title at the three levels of a Chinese official document: 一、 / （一） / 1. */
export interface Heading {
  readonly level: 1 | 2 | 3;
  readonly ordinal: string;
  /** Folded title; empty at level 3, where text runs on in the same line. */
  readonly title: string;
}

/** A sentence, a table row or a heading, with its place in the document. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  readonly kind: 'sentence' | 'row' | 'heading';
  /** Headings it stands under, outermost first. */
  readonly path: readonly Heading[];
}

const numeral = '[一二三四五六七八九十百]+';
const first = new RegExp(`^(${numeral})、(.*)$`, 's');
const second = new RegExp(`^\\((${numeral})\\)(.*)$`, 's');
const third = /^(\d{1,2})[.、](?!\d)(.*)$/s;

/** The heading a line is or begins with, or null. Works on folded text, so `（一）` and `(一)` are the same. */
export function headingOf(line: string): Heading | null {
  // Copies of a document may mark their headings with `#`, in any number.
  const text = fold(line).text.replace(/^#{1,6}/, '');
  const [one, two, three] = [first.exec(text), second.exec(text), third.exec(text)];
  // A page break can begin a line in the middle of “一、二级医院……”; a chapter's title is short and has no full stop.
  if (one && text.length <= 40 && !text.includes('。')) return { level: 1, ordinal: one[1] ?? '', title: one[2] ?? '' };
  if (two) return { level: 2, ordinal: two[1] ?? '', title: (two[2] ?? '').replace(/。.*$/s, '') };
  if (three) return { level: 3, ordinal: three[1] ?? '', title: (three[2] ?? '').replace(/。.*$/s, '') };
  return null;
}

interface Line {
  readonly start: number;
  readonly end: number;
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    lines.push({ start, end: start + line.length });
    start += line.length + 1;
  }
  return lines;
}

/**
 * Cuts a document into sentences (ended by 。！？), table rows (lines with tabs) and headings. A sentence goes on
 * over line and page breaks; a heading line or a table row ends it.
 */
export function splitDocument(text: string): Segment[] {
  const segments: Segment[] = [];
  let path: readonly Heading[] = [];
  let open: number | null = null;
  let last = 0;
  const close = (): void => {
    if (open !== null && last > open) segments.push({ start: open, end: last, kind: 'sentence', path });
    open = null;
  };
  for (const { start, end } of linesOf(text)) {
    const line = text.slice(start, end);
    if (line.trim() === '') continue;
    if (line.trim().includes('\t')) {
      close();
      segments.push({ start, end: end - (line.length - line.trimEnd().length), kind: 'row', path });
      continue;
    }
    const heading = headingOf(line);
    if (heading) {
      close();
      path = [...path.filter((h) => h.level < heading.level), heading];
      if (heading.level === 1) {
        segments.push({ start, end, kind: 'heading', path });
        continue;
      }
    }
    for (let i = start; i < end; i++) {
      const c = text.charAt(i);
      if (/\s/.test(c)) continue;
      open ??= i;
      last = i + 1;
      if (/[。！？]/.test(c)) close();
    }
  }
  close();
  return segments;
}
