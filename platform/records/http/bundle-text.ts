import type { Pair } from '@songhua/engine-fhir/search/types.ts';
import type { SearchPage } from '../search/run-search.ts';
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

/** How a stored text is shown: whole, or a subset of it. */
export type Show = (text: string) => string;

/** A page of a search. */
export function searchsetText(
  frame: Omit<Frame, 'type'>,
  base: string,
  { matches, included }: SearchPage,
  show: Show,
  outcome: object | undefined,
): string {
  const entry = (body: string, mode: 'match' | 'include'): string => {
    const { type, id } = headOf(body);
    return `{"fullUrl":"${base}/${type}/${id}","resource":${show(body)},"search":{"mode":"${mode}"}}`;
  };
  const said = outcome ? [`{"resource":${JSON.stringify(outcome)},"search":{"mode":"outcome"}}`] : [];
  return bundleText({ ...frame, type: 'searchset' }, [
    ...matches.map(({ body }) => entry(body, 'match')),
    ...included.map(({ body }) => entry(body, 'include')),
    ...said,
  ]);
}

/** A page of a history, newest first. */
export function historyText(frame: Omit<Frame, 'type'>, base: string, versions: readonly Version[], show: Show): string {
  const entries = versions.map(({ type, method, deleted, version, updatedAt, body }) => {
    const { id } = headOf(body);
    const request = { method, url: method === 'POST' ? type : `${type}/${id}` };
    const status = deleted ? '204 No Content' : version === 1 ? '201 Created' : '200 OK';
    const response = { status, etag: `W/"${version}"`, lastModified: updatedAt.toISOString() };
    const resource = deleted ? '' : `"resource":${show(body)},`;
    return `{"fullUrl":"${base}/${type}/${id}",${resource}"request":${JSON.stringify(request)},"response":${JSON.stringify(response)}}`;
  });
  return bundleText({ ...frame, type: 'history' }, entries);
}
