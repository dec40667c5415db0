import { readContentType } from '@songhua/engine-fhir/http/content-type.ts';
import { readPrefer } from '@songhua/engine-fhir/http/prefer.ts';
import { readDate } from '@songhua/engine-fhir/search/dates.ts';
import type { Pair } from '@songhua/engine-fhir/search/types.ts';
import { readView } from '@songhua/engine-fhir/subset/view.ts';
import { type Call, type FieldError, ok, type Result, refuse } from '@songhua/kernel';
import { idPattern } from '../domain/check-resource.ts';
import type { FhirStore } from '../fhir-store.ts';
import { pairsOf } from '../http/ask.ts';
import { checkSearch } from '../http/types-asked.ts';
import { readText } from '../interactions/check-content.ts';
import { isOfPeople } from '../reach/people.ts';
import { mayAsk, type Reader, selvesOf } from '../reach/ways.ts';
import type { ExportLevel, Wanted } from './job.ts';

type AnyCall = Call<unknown, unknown, unknown>;

/** What was asked for, and parameters that lenient handling left out. */
export interface WantedRead {
  readonly wanted: Wanted;
  readonly ignored: readonly FieldError[];
}

/** Patients that a request may name. */
const mostPatients = 10_000;

const names = new Set(['_outputFormat', '_since', '_until', '_type', '_typeFilter', '_elements', 'patient']);
/** Known to the specification, and not done here. */
const unsupported = new Set(['includeAssociatedData', 'organizeOutputBy', 'allowPartialManifests']);
const once = new Set(['_outputFormat', '_since', '_until']);
const formats = new Set(['application/fhir+ndjson', 'application/ndjson', 'ndjson']);
/** Of a filter: they say how a page is made and not what is found. */
const ofPages = /^_(sort|count|total|summary|elements|include|revinclude|contained|containedType|type|format|pretty|cursor)(:|$)/;

const fault = (field: string, rule: string, value: string | undefined, zh: string, en: string): FieldError => ({
  field,
  rule,
  ...(value !== undefined && { value: value.slice(0, 200) }),
  message: { zh, en },
});

interface Parameter {
  readonly name?: unknown;
  readonly valueReference?: { readonly reference?: unknown };
  readonly [value: string]: unknown;
}

/** The parameters of a Parameters resource as pairs; a value that is no text as none. Nothing that restricts may be read as nothing at all. */
function pairsOfBody(body: string): Result<Pair[]> {
  const scan = readText(body);
  if (!scan.ok) return scan;
  const { resourceType, parameter = [] } = scan.value.value as { resourceType?: unknown; parameter?: unknown };
  const zh = '须为 Parameters';
  if (resourceType !== 'Parameters')
    return refuse('records.export-parameters', {}, [
      fault('resourceType', 'parameters', String(resourceType), zh, 'must be Parameters'),
    ]);
  if (!Array.isArray(parameter))
    return refuse('records.export-parameters', {}, [fault('parameter', 'list', undefined, '应为列表', 'must be a list')]);
  const pairs: Pair[] = [];
  for (const [at, one] of (parameter as readonly unknown[]).entries()) {
    const { name, valueReference, ...rest } = (typeof one === 'object' && one !== null ? one : {}) as Parameter;
    if (typeof name !== 'string')
      return refuse('records.export-parameters', {}, [
        fault(`parameter[${at}]`, 'named', undefined, '须为有 name 的参数', 'must be a parameter with a name'),
      ]);
    const value = valueReference?.reference ?? Object.entries(rest).find(([key]) => key.startsWith('value'))?.[1];
    pairs.push([name, typeof value === 'string' ? value : '']);
  }
  return ok(pairs);
}

function pairsIn({ raw, headers }: Pick<AnyCall, 'raw' | 'headers'>, posted: boolean): Result<Pair[]> {
  const at = raw.url.indexOf('?');
  const query = pairsOf(at < 0 ? '' : raw.url.slice(at + 1)).filter(([name]) => name !== '_format' && name !== '_pretty');
  if (!posted || raw.body === '') return ok(query);
  const kind = readContentType(headers['content-type'], ['resource']);
  if (!kind.ok) return kind;
  const body = pairsOfBody(raw.body);
  return body.ok ? ok([...query, ...body.value]) : body;
}

/** An instant as ISO says it: the begin of what was given. */
function readInstant(name: string, text: string, zone: number): string | FieldError {
  const span = readDate(text, zone);
  if (span) return new Date(span.lo).toISOString();
  return fault(name, 'instant', text, '应为时刻，如 2026-11-22T08:00:00+08:00', 'must be an instant: 2026-11-22T08:00:00+08:00');
}

/** `Type?query`, many of them by commas: those before the next `Type?`. */
const splitFilters = (text: string): string[] => text.split(/,(?=[A-Z][A-Za-z]*\?)/);

interface Reading {
  readonly store: FhirStore;
  readonly reader: Reader | undefined;
  readonly level: ExportLevel;
  readonly now: Date;
  /** Address of this server's FHIR API; undefined where none was asked through. */
  readonly base: string | undefined;
}

/** Why a type of R4's does not belong to an export of this level; undefined where it does. */
function strangeTo({ store, level }: Reading, field: string, type: string): FieldError | undefined {
  if (store.served.has(type))
    return fault(field, 'stored-here', type, '不存储在档案中，请从其地址检索', 'is not stored here: search it at its address');
  if (level === 'system' || isOfPeople(store.view.people(type))) return undefined;
  return fault(field, 'patient-compartment', type, '不属于居民档案的资源类型', 'does not lie in records of patients');
}

function readTypes(reading: Reading, values: readonly string[]): Result<readonly string[] | null> {
  const { store, reader } = reading;
  const types = [...new Set(values.flatMap((value) => value.split(',')).map((type) => type.trim()))];
  const errors = types.flatMap((type) =>
    store.definitions.resourceTypes.includes(type)
      ? (strangeTo(reading, '_type', type) ?? [])
      : [fault('_type', 'resource-type', type, '不是 FHIR R4 的资源类型', 'is no resource type of FHIR R4')],
  );
  if (errors.length > 0) return refuse('records.export-parameters', {}, errors);
  for (const type of types.length > 0 ? types : ['*'])
    for (const letter of ['s', 'r'] as const) {
      const may = mayAsk(reader, type, letter);
      if (!may.ok) return may;
    }
  return ok(types.length > 0 ? types : null);
}

/** Filters whose every search can be understood. */
async function readFilters(
  reading: Reading,
  tx: AnyCall['tx'],
  types: readonly string[] | null,
  values: readonly string[],
): Promise<Result<Wanted['filters']>> {
  const { store, reader, now } = reading;
  const filters: Wanted['filters'][number][] = [];
  const errors: FieldError[] = [];
  for (const text of values.flatMap(splitFilters)) {
    const [, type = '', query = ''] = /^([A-Za-z]+)\?(.*)$/s.exec(text.trim()) ?? [];
    const pairs = [...new URLSearchParams(query)];
    const strange = types === null && store.definitions.resourceTypes.includes(type) && strangeTo(reading, '_typeFilter', type);
    const ofPage = pairs.find(([name]) => ofPages.test(name));
    if (!store.definitions.resourceTypes.includes(type))
      errors.push(fault('_typeFilter', 'type-and-query', text, '须写成 类型?检索条件', 'must be Type?query'));
    else if (types && !types.includes(type))
      errors.push(fault('_typeFilter', 'type-of-export', text, `${type} 不在 _type 之中`, `${type} is not among _type`));
    else if (strange) errors.push(strange);
    else if (ofPage) errors.push(fault('_typeFilter', 'search-only', text, `不能含 ${ofPage[0]}`, `takes no ${ofPage[0]}`));
    else {
      const search = await store.understand(tx, { type, query: pairs, lenient: false }, now);
      const may = search.ok ? checkSearch({ store, reader }, type, search.value) : search;
      if (search.ok && !may.ok) return may;
      if (search.ok) filters.push({ type, query });
      else
        errors.push(
          ...(search.error.errors ?? []).map(({ field, message, ...one }) =>
            fault('_typeFilter', one.rule, text, `${field}：${message.zh}`, `${field}: ${message.en}`),
          ),
        );
    }
  }
  return errors.length > 0 ? refuse('records.export-parameters', {}, errors) : ok(filters);
}

/** The id in `Patient/x`, also under this server's own address; any other text as it is, which is no id. */
function idIn(text: string, base: string | undefined): string {
  const own = base !== undefined && text.startsWith(`${base}/`) ? text.slice(base.length + 1) : text;
  return own.replace(/^Patient\//, '');
}

/** Patients by id; `self` is whoever asks. One that is not reached is refused as one that never was. */
async function readPatients(
  { store, reader, base }: Reading,
  tx: AnyCall['tx'],
  values: readonly string[],
): Promise<Result<string[]>> {
  const own = reader?.reach.ways.flatMap((way) =>
    way.whose === 'everyone' ? [] : selvesOf({ ...way, whose: way.whose.filter(({ relation }) => relation === 'self') }),
  );
  const named = values.flatMap((value) => value.split(',')).map((value) => value.trim());
  const ids = [...new Set(named.flatMap((text) => (text === 'self' ? (own ?? []) : [idIn(text, base)])))];
  const bad = (value: string): FieldError =>
    fault('patient', 'patient-there', value, '没有这位居民的档案', 'there is no record of this patient');
  const wrong = ids.filter((id) => !idPattern.test(id));
  if (wrong.length > 0 || ids.length === 0)
    return refuse('records.export-parameters', {}, (wrong.length > 0 ? wrong : named.slice(0, 1)).map(bad));
  if (ids.length > mostPatients)
    return refuse('records.export-parameters', {}, [
      fault('patient', 'most', String(ids.length), `最多 ${mostPatients} 位`, `${mostPatients} at most`),
    ]);
  const seen = await store.readSeen(
    tx,
    reader,
    'r',
    ids.map((id) => ({ type: 'Patient', id })),
  );
  const gone = ids.filter((_, at) => seen[at] === null || seen[at]?.deleted);
  return gone.length > 0 ? refuse('records.export-parameters', {}, gone.map(bad)) : ok(ids);
}

/** What a request wants exported, or every parameter that cannot be kept. */
export async function readWanted(
  call: Pick<AnyCall, 'raw' | 'headers' | 'tx' | 'now'> & Partial<Pick<AnyCall, 'origin'>>,
  { posted, ...reading }: Omit<Reading, 'now' | 'base'> & { readonly posted: boolean; readonly group?: string },
): Promise<Result<WantedRead>> {
  const { store, level, group } = reading;
  const read = pairsIn(call, posted);
  if (!read.ok) return read;
  const pairs = read.value;
  const values = (name: string): string[] => pairs.flatMap(([key, value]) => (key === name ? [value] : []));
  const takes = (name: string): boolean => names.has(name) && (name !== 'patient' || level !== 'system');
  const strange = pairs
    .filter(([name]) => !takes(name))
    .map(([name, value]) =>
      unsupported.has(name)
        ? fault(name, 'unsupported-parameter', value, '本系统不支持这个参数', 'this parameter is not supported here')
        : fault(name, 'unknown-parameter', value, '此请求没有这个参数', 'this request has no such parameter'),
    );
  const errors = readPrefer(call.headers['prefer']).handling === 'lenient' ? [] : [...strange];
  for (const [name, value] of pairs)
    if (value.includes('\0') || (takes(name) && value.trim() === ''))
      errors.push(fault(name.replaceAll('\0', ''), 'value', undefined, '须有值，且不含空字符', 'needs a value, without U+0000'));
  for (const name of once)
    if (values(name).length > 1)
      errors.push(fault(name, 'once', values(name).join(' '), '只能出现一次', 'may be given once only'));
  const [format] = values('_outputFormat');
  if (format !== undefined && !formats.has(format.toLowerCase().replace(' ', '+')))
    errors.push(
      fault('_outputFormat', 'ndjson', format, '只支持 application/fhir+ndjson', 'only application/fhir+ndjson is supported'),
    );
  const instants = (['_since', '_until'] as const).flatMap((name) => {
    const [text] = values(name);
    const instant = text === undefined ? undefined : readInstant(name, text, store.zone);
    if (typeof instant === 'object') errors.push(instant);
    return typeof instant === 'string' ? [[name.slice(1), instant] as const] : [];
  });
  if (errors.length > 0) return refuse('records.export-parameters', {}, errors);
  const asked: Reading = { ...reading, now: call.now, base: call.origin && `${call.origin}/fhir/R4` };
  const types = readTypes(asked, values('_type'));
  if (!types.ok) return types;
  const filters = await readFilters(asked, call.tx, types.value, values('_typeFilter'));
  if (!filters.ok) return filters;
  const elements = values('_elements').join(',');
  const view = elements === '' ? ok(null) : readView({ elements }, types.value ?? [], store.definitions);
  if (!view.ok) return view;
  const patients = values('patient');
  const people = patients.length > 0 ? await readPatients(asked, call.tx, patients) : ok(undefined);
  if (!people.ok) return people;
  const wanted: Wanted = {
    level,
    ...(group !== undefined && { group }),
    ...(people.value && { patients: people.value }),
    ...(Object.fromEntries(instants) as { since?: string; until?: string }),
    types: types.value,
    filters: filters.value,
    ...(elements !== '' && { elements }),
  };
  return ok({ wanted, ignored: strange });
}
