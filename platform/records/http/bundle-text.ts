import type { Pair } from '@songhua/engine-fhir/search/types.ts';
import type { Mask } from '../mask/mask-resource.ts';
import type { Version } from '../store/read.ts';
import { headOf } from './stored-text.ts';

export interface Link {
  readonly relation: string;
  readonly url: string;
}

/** `url?name=value`, escaped. */
export const address = (path: string, query: readonly Pair[]): string => {
  const text = new URLSearchParams(query.map(([name, value]): [string, string] => [name, value])).toString();
  return text === '' ? path : `${path}?${text}`;
};

interface Frame {
  readonly type: 'searchset' | 'history';
  readonly id: string;
  readonly now: Date;
  readonly total?: number | undefined;
  readonly links: readonly Link[];
}

/** A Bundle put together from texts: what is stored is not parsed in order to be sent. */
function bundleText({ type, id, now, total, links }: Frame, entries: readonly string[]): string {
  const head = {
    resourceType: 'Bundle',
    id,
    meta: { lastUpdated: now.toISOString() },
    type,
    ...(total !== undefined && { total }),
    link: links,
  };
  const text = JSON.stringify(head);
  return entries.length === 0 ? text : `${text.slice(0, -1)},"entry":[${entries.join(',')}]}`;
}

/** How a stored text is shown: whole, or a subset of it; in part under a mask. */
export type Show = (text: string, mask?: Mask) => string;

interface Entry {
  readonly body: string;
  readonly mask?: Mask | undefined;
}

/** Texts of what a search found and of what comes along. */
type Found = Readonly<Record<'matches' | 'included', readonly Entry[]>>;

/** A page of a search. */
export function searchsetText(
  frame: Omit<Frame, 'type'>,
  base: string,
  { matches, included }: Found,
  show: Show,
  outcome: object | undefined,
): string {
  const entry = ({ body, mask }: Entry, mode: 'match' | 'include'): string => {
    const { type, id } = headOf(body);
    return `{"fullUrl":"${base}/${type}/${id}","resource":${show(body, mask)},"search":{"mode":"${mode}"}}`;
  };
  const said = outcome ? [`{"resource":${JSON.stringify(outcome)},"search":{"mode":"outcome"}}`] : [];
  return bundleText({ ...frame, type: 'searchset' }, [
    ...matches.map((one) => entry(one, 'match')),
    ...included.map((one) => entry(one, 'include')),
    ...said,
  ]);
}

/** A page of a history, newest first. */
export function historyText(
  frame: Omit<Frame, 'type'>,
  base: string,
  versions: readonly (Version & Entry)[],
  show: Show,
): string {
  const entries = versions.map(({ type, method, deleted, version, updatedAt, body, mask }) => {
    const { id } = headOf(body);
    const request = { method, url: method === 'POST' ? type : `${type}/${id}` };
    const status = deleted ? '204 No Content' : version === 1 ? '201 Created' : '200 OK';
    const response = { status, etag: `W/"${version}"`, lastModified: updatedAt.toISOString() };
    const resource = deleted ? '' : `"resource":${show(body, mask)},`;
    return `{"fullUrl":"${base}/${type}/${id}",${resource}"request":${JSON.stringify(request)},"response":${JSON.stringify(response)}}`;
  });
  return bundleText({ ...frame, type: 'history' }, entries);
}
