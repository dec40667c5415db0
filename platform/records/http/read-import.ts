import { fileURLToPath } from 'node:url';
import { readContentType } from '@songhua/engine-fhir/http/content-type.ts';
import { type Call, type FieldError, ok, type Result, refuse } from '@songhua/kernel';
import { checkUrl } from '../import/fetch-url.ts';
import type { ImportLevel, ImportMode, ImportSource } from '../import/job.ts';
import { findFile, type OpeningSettings } from '../import/open-source.ts';
import { readText } from '../interactions/check-content.ts';
import { pairsOf } from './ask.ts';

/** Addresses in one request. */
const mostSources = 1000;

/** What a request asks to be imported, and how. */
export interface Wanted {
  readonly mode: ImportMode;
  readonly level: ImportLevel;
  readonly sources: readonly ImportSource[];
  readonly body?: string;
}

const fault = (field: string, rule: string, value: unknown, zh: string, en: string): FieldError => ({
  field,
  rule,
  ...(value !== undefined && { value: String(value).slice(0, 200) }),
  message: { zh, en },
});

const isMode = (text: unknown): text is ImportMode => text === 'lenient' || text === 'strict';
const isLevel = (text: unknown): text is ImportLevel => text === 'structure' || text === 'full';

/** Mode and level as given; each may be left out. */
function readManner(mode: unknown, level: unknown, where: (name: string) => string): Result<Pick<Wanted, 'mode' | 'level'>> {
  const errors = [
    ...(mode === undefined || isMode(mode)
      ? []
      : [fault(where('mode'), 'code', mode, '须为 lenient 或 strict', 'must be lenient or strict')]),
    ...(level === undefined || isLevel(level)
      ? []
      : [fault(where('level'), 'code', level, '须为 structure 或 full', 'must be structure or full')]),
  ];
  if (errors.length > 0) return refuse('records.import-parameters', {}, errors);
  return ok({ mode: isMode(mode) ? mode : 'lenient', level: isLevel(level) ? level : 'structure' });
}

/** An address as a source, or why it may not be read. */
async function sourceOf(address: string, { folder, privateAddresses }: OpeningSettings): Promise<Result<ImportSource>> {
  if (address.startsWith('file:')) {
    const refused = refuse('records.import-file-refused', { file: address.slice(0, 200) });
    const url = URL.parse(address);
    // A file of another machine, or a name that is none.
    if (typeof folder !== 'string' || !url || url.host !== '' || /%2f|%00/i.test(url.pathname)) return refused;
    const path = await findFile(fileURLToPath(url), folder);
    return path === null ? refused : ok({ kind: 'file', address: path });
  }
  const url = checkUrl(address, privateAddresses);
  if (!url) return refuse('records.import-address-refused', { address: address.slice(0, 200) });
  return ok({ kind: 'url', address: url.href });
}

interface Parameter {
  readonly name?: unknown;
  readonly part?: unknown;
  readonly [value: string]: unknown;
}

const parametersOf = (value: unknown): readonly Parameter[] =>
  Array.isArray(value) ? value.filter((one): one is Parameter => typeof one === 'object' && one !== null) : [];

const givenValue = (parameter: Parameter | undefined): unknown =>
  parameter && (parameter['valueUrl'] ?? parameter['valueUri'] ?? parameter['valueCode'] ?? parameter['valueString']);

const known = new Set(['input', 'mode', 'level', 'inputFormat']);

/** What a Parameters resource asks for: `input` (an address, or parts with `url`), `mode`, `level`. */
async function readParameters(body: string, opening: OpeningSettings): Promise<Result<Wanted>> {
  const scan = readText(body);
  if (!scan.ok) return scan;
  const { resourceType, parameter } = scan.value.value;
  const parameters = parametersOf(parameter);
  const strange = parameters.filter(({ name }) => !known.has(String(name)));
  if (resourceType !== 'Parameters' || strange.length > 0) {
    const errors =
      resourceType === 'Parameters'
        ? strange.map(({ name }) =>
            fault('Parameters.parameter.name', 'unknown-parameter', name, '没有这个参数', 'there is no such parameter'),
          )
        : [fault('resourceType', 'parameters', resourceType, '须为 Parameters', 'must be Parameters')];
    return refuse('records.import-parameters', {}, errors);
  }
  const one = (name: string): unknown => givenValue(parameters.find((parameter) => parameter.name === name));
  const manner = readManner(one('mode'), one('level'), (name) => `Parameters.parameter.where(name='${name}').value`);
  if (!manner.ok) return manner;
  const inputs = parameters.filter(({ name }) => name === 'input');
  const addresses = inputs.map(
    (input) => givenValue(input) ?? givenValue(parametersOf(input.part).find(({ name }) => name === 'url')),
  );
  const wrong = addresses.flatMap((address, n) =>
    typeof address === 'string' && !address.includes('\0')
      ? []
      : [
          fault(
            `Parameters.parameter.where(name='input')[${n}]`,
            'required',
            undefined,
            '须给出地址（valueUrl）',
            'needs an address (valueUrl)',
          ),
        ],
  );
  if (addresses.length === 0 || addresses.length > mostSources)
    wrong.push(
      fault(
        'Parameters.parameter',
        'input',
        addresses.length,
        `须有 1 至 ${mostSources} 个 input`,
        `needs 1 to ${mostSources} inputs`,
      ),
    );
  if (wrong.length > 0) return refuse('records.import-parameters', {}, wrong);
  const sources: ImportSource[] = [];
  for (const address of addresses) {
    const source = await sourceOf(String(address), opening);
    if (!source.ok) return source;
    sources.push(source.value);
  }
  return ok({ ...manner.value, sources });
}

const queryOf = ({ raw: { url } }: Pick<Call<unknown, unknown, unknown>, 'raw'>): ReadonlyMap<string, string> => {
  const at = url.indexOf('?');
  return new Map(pairsOf(at < 0 ? '' : url.slice(at + 1)).map(([name, value]) => [name, value]));
};

/** The body as NDJSON to be imported, or as Parameters that say from where. */
export async function readWanted(
  call: Pick<Call<unknown, unknown, unknown>, 'raw' | 'headers'>,
  opening: OpeningSettings,
): Promise<Result<Wanted>> {
  const kind = readContentType(call.headers['content-type'], ['resource', 'ndjson']);
  if (!kind.ok) return kind;
  const query = queryOf(call);
  const strange = [...query.keys()].filter((name) => kind.value !== 'ndjson' || (name !== 'mode' && name !== 'level'));
  if (strange.length > 0) {
    return refuse(
      'records.import-parameters',
      {},
      strange.map((name) => fault(name, 'unknown-parameter', query.get(name), '没有这个参数', 'there is no such parameter')),
    );
  }
  if (kind.value !== 'ndjson') return readParameters(call.raw.body, opening);
  const manner = readManner(query.get('mode'), query.get('level'), (name) => name);
  return manner.ok ? ok({ ...manner.value, sources: [{ kind: 'body', address: '' }], body: call.raw.body }) : manner;
}
