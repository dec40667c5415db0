import { fieldError, type Refusal, type Result, refuse } from '../refusal.ts';
import { type MediaType, misfit, readMediaType } from './media-type.ts';

/** How an answer is to be written. */
export interface Answer {
  /** For the header: `application/fhir+json; charset=utf-8`, with `fhirVersion` when the client asked for it. */
  readonly contentType: string;
  readonly pretty: boolean;
}

/** What we answer with, the preferred first. */
const offered = ['application/fhir+json', 'application/json', 'text/json'];

const formats: Readonly<Record<string, string>> = {
  json: 'application/fhir+json',
  'application/fhir+json': 'application/fhir+json',
  // `+` in an address means a blank.
  'application/fhir json': 'application/fhir+json',
  'application/json+fhir': 'application/fhir+json',
  'application/json': 'application/json',
  'text/json': 'application/json',
};

const reasons = {
  'media-type': { zh: '本服务只以 JSON 应答（application/fhir+json）', en: 'answers are JSON only (application/fhir+json)' },
  'fhir-version': { zh: '本服务只支持 FHIR 4.0', en: 'only FHIR 4.0 is spoken here' },
  charset: { zh: '本服务只以 UTF-8 应答', en: 'answers are UTF-8 only' },
};

const unacceptable = (
  field: string,
  rule: keyof typeof reasons,
  asked: string,
): { readonly ok: false; readonly error: Refusal } =>
  refuse('records.not-acceptable', { asked: asked.slice(0, 200) }, [
    fieldError(field, rule, asked, reasons[rule].zh, reasons[rule].en),
  ]);

interface Range extends MediaType {
  /** 0 for any type, 1 for any subtype, 2 for a type by name. */
  readonly specific: number;
  readonly quality: number;
}

function readRanges(accept: string): Range[] {
  return (accept.match(/(?:[^",]|"(?:[^"\\]|\\.)*")+/g) ?? []).flatMap((item) => {
    const range = readMediaType(item);
    if (!range) return [];
    const quality = Number(range.parameters.get('q') ?? '1');
    const specific = range.type === '*/*' ? 0 : range.type.endsWith('/*') ? 1 : 2;
    return [{ ...range, specific, quality: Number.isFinite(quality) ? Math.min(Math.max(quality, 0), 1) : 0 }];
  });
}

const covers = ({ type }: MediaType, candidate: string): boolean =>
  type === '*/*' || type === candidate || (type.endsWith('/*') && candidate.startsWith(type.slice(0, -1)));

/** How much a client wants a type: the quality of the most specific range that names it; 0 for not at all. */
function wish(ranges: readonly Range[], candidate: string): { readonly quality: number; readonly range?: Range } {
  const [range] = ranges
    .filter((item) => covers(item, candidate))
    .sort((a, b) => b.specific - a.specific || b.quality - a.quality);
  return range ? { quality: range.quality, range } : { quality: 0 };
}

const answer = (type: string, from: MediaType | undefined, pretty: boolean): Result<Answer> => {
  const version = from?.parameters.get('fhirversion');
  const contentType = `${type}; ${version === undefined ? '' : `fhirVersion=${version}; `}charset=utf-8`;
  return { ok: true, value: { contentType, pretty } };
};

/**
 * How to answer: `_format` outweighs `Accept`, an absent or empty `Accept` takes anything. XML, other versions of FHIR and other
 * character sets are refused (406), with what was asked for.
 */
export function negotiate(asked: {
  readonly accept?: string | undefined;
  readonly format?: string | undefined;
  readonly pretty?: string | undefined;
}): Result<Answer> {
  const { accept = '', format, pretty = 'false' } = asked;
  if (pretty !== 'true' && pretty !== 'false')
    return refuse('records.invalid-parameter', { parameter: '_pretty' }, [
      fieldError('_pretty', 'one-of', pretty, '_pretty 须为 true 或 false', '_pretty must be true or false'),
    ]);
  if (format !== undefined) {
    const wanted = readMediaType(format) ?? { type: format.trim().toLowerCase(), parameters: new Map() };
    const type = formats[wanted.type] ?? formats[format.split(';')[0]?.trim().toLowerCase() ?? ''];
    const wrong = type === undefined ? 'media-type' : misfit(wanted);
    return type === undefined || wrong
      ? unacceptable('_format', wrong ?? 'media-type', format)
      : answer(type, wanted, pretty === 'true');
  }
  const all = readRanges(accept);
  if (accept.trim() === '') return answer('application/fhir+json', undefined, pretty === 'true');
  const fitting = all.filter((range) => !misfit(range));
  const wishes = offered.map((type) => ({ type, ...wish(fitting, type) })).filter(({ quality }) => quality > 0);
  const [best] = wishes.sort((a, b) => b.quality - a.quality);
  if (best) return answer(best.type, best.range, pretty === 'true');
  const near = all.find((range) => misfit(range) && offered.some((type) => covers(range, type)));
  return unacceptable('Accept', (near && misfit(near)) ?? 'media-type', accept);
}
