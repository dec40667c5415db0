import { ok, type Result, refuse } from '@songhua/kernel';

/** Kinds of files that are kept, by ending: their type, and how their bytes begin. Nothing that a browser or an office would run. */
interface Kind {
  readonly type: string;
  readonly begins: readonly (readonly number[])[];
}

const zip = [0x50, 0x4b, 0x03, 0x04];
const ole = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const office = 'application/vnd.openxmlformats-officedocument.';

const kinds: Readonly<Record<string, Kind>> = {
  pdf: { type: 'application/pdf', begins: [[0x25, 0x50, 0x44, 0x46, 0x2d]] },
  png: { type: 'image/png', begins: [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]] },
  jpg: { type: 'image/jpeg', begins: [[0xff, 0xd8, 0xff]] },
  jpeg: { type: 'image/jpeg', begins: [[0xff, 0xd8, 0xff]] },
  docx: { type: `${office}wordprocessingml.document`, begins: [zip] },
  xlsx: { type: `${office}spreadsheetml.sheet`, begins: [zip] },
  pptx: { type: `${office}presentationml.presentation`, begins: [zip] },
  doc: { type: 'application/msword', begins: [ole] },
  xls: { type: 'application/vnd.ms-excel', begins: [ole] },
  ofd: { type: 'application/ofd', begins: [zip] },
  txt: { type: 'text/plain', begins: [] },
  csv: { type: 'text/csv', begins: [] },
};

/** Endings a file may have. */
export const endings: readonly string[] = Object.keys(kinds);

const beginsWith = (bytes: Uint8Array, start: readonly number[]): boolean => start.every((byte, at) => bytes[at] === byte);
/** No zero byte: no text of ours has one, and every program does. */
const isText = (bytes: Uint8Array): boolean => !bytes.includes(0);

/** The last part of a name without what a path or a terminal would make of it. */
const nameOf = (name: string): string => (name.split(/[/\\]/).at(-1) ?? name).replace(/\p{Cc}/gu, '').trim();

export interface CheckedFile {
  readonly name: string;
  readonly type: string;
  readonly size: number;
}

/** Name, type and size of a file that may be kept; refuses what is empty, too large, of no such kind, or not what its ending says. */
export function checkAttachment(
  name: string,
  bytes: Uint8Array,
  { attachmentBytes, attachments }: { readonly attachmentBytes: number; readonly attachments: number },
  there: number,
): Result<CheckedFile> {
  const clean = nameOf(name);
  const ending = /\.([^.]+)$/.exec(clean)?.[1]?.toLowerCase() ?? '';
  const kind = Object.hasOwn(kinds, ending) ? kinds[ending] : undefined;
  if (!kind) return refuse('tasks.file-kind', { name: clean, endings: endings.join(' ') });
  if (bytes.length === 0) return refuse('tasks.file-empty', { name: clean });
  if (bytes.length > attachmentBytes)
    return refuse('tasks.file-too-large', { name: clean, size: bytes.length, most: attachmentBytes });
  if (there >= attachments) return refuse('tasks.too-many-files', { most: attachments });
  const fits = kind.begins.length === 0 ? isText(bytes) : kind.begins.some((start) => beginsWith(bytes, start));
  if (!fits) return refuse('tasks.file-not-what-it-says', { name: clean, ending });
  return ok({ name: clean, type: kind.type, size: bytes.length });
}
