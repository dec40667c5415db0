import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { type TestApp, type TestAppOptions, testApp } from '../testing.ts';

/** Whatever came: tests look into it. */
export type Json = ReturnType<typeof JSON.parse>;

/** What of an answer the tests look at. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
  /** The body as JSON; throws when it is none. */
  json(): Json;
}

export type Send = (method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>) => Promise<Answer>;

export interface FhirClient extends TestApp {
  /** Sends a request to `/fhir/R4` + path as a client of all rights. Bodies are resources; strings go as they are. */
  readonly send: Send;
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Answer>;
}

const typeOf = (method: string): string => (method === 'PATCH' ? 'application/json-patch+json' : 'application/fhir+json');

/** The server over a database of this test, asked as a FHIR client asks. */
export async function fhirClient(t: TestContext, options: TestAppOptions = {}): Promise<FhirClient> {
  const app = await testApp(t, options);
  const token = await app.clientToken();
  const send: Send = async (method, path, body, headers = {}) => {
    const payload = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
    const {
      statusCode,
      headers: received,
      body: text,
    } = await app.server.app.inject({
      method: method as 'GET',
      url: path.startsWith('/fhir') ? path : `/fhir/R4${path}`,
      headers: { ...token, ...(payload !== undefined && { 'content-type': typeOf(method) }), ...headers },
      ...(payload !== undefined && { payload }),
    });
    return {
      status: statusCode,
      headers: received as Answer['headers'],
      text,
      json: () => JSON.parse(text),
    };
  };
  return { ...app, send, get: (path, headers) => send('GET', path, undefined, headers) };
}

/** The answer, which must have this status. */
export async function expect(answer: Promise<Answer> | Answer, status: number): Promise<Answer> {
  const got = await answer;
  assert.equal(got.status, status, got.text.slice(0, 1_000));
  return got;
}

/** A refusal as a client reads it: status, our code, and of each issue the place, the rule and both texts. */
export async function refused(answer: Promise<Answer> | Answer, status: number, code: string) {
  const got = await expect(answer, status);
  const outcome = got.json();
  assert.equal(outcome.resourceType, 'OperationOutcome', got.text);
  assert.match(String(got.headers['content-type']), /^application\/fhir\+json/);
  for (const { severity, code: type, details } of outcome.issue) {
    assert.ok(severity === 'error' || severity === 'fatal', got.text);
    assert.ok(type, got.text);
    assert.equal(details.coding?.[0]?.code, code, got.text);
    const [translated] = details._text.extension;
    const texts = [details.text, translated.extension[1].valueString];
    const [chinese, english] = outcome.language === 'zh-CN' ? texts : texts.toReversed();
    assert.match(chinese, /[\u4e00-\u9fff]/, got.text);
    assert.match(english, /[a-z]{2}/, got.text);
  }
  return outcome.issue as readonly {
    readonly details: { readonly text: string };
    readonly diagnostics?: string;
    readonly expression?: readonly string[];
    readonly location?: readonly string[];
  }[];
}

/** Resources of several types that R4 accepts, without ids. */
export const samples = {
  Patient: { resourceType: 'Patient', name: [{ family: '张', given: ['伟'] }], birthDate: '1980-02-03', gender: 'male' },
  Observation: {
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '8480-6' }] },
    subject: { reference: 'Patient/p1' },
    effectiveDateTime: '2024-05-06T07:08:09+08:00',
  },
  Organization: { resourceType: 'Organization', name: '市中心医院' },
  Binary: { resourceType: 'Binary', contentType: 'text/plain', data: 'aGVsbG8=' },
  ValueSet: { resourceType: 'ValueSet', status: 'draft', url: 'http://example.org/vs' },
} as const;

/** Addresses of a Bundle's links by relation. */
export const linksOf = (bundle: { readonly link?: readonly { readonly relation: string; readonly url: string }[] }) =>
  Object.fromEntries((bundle.link ?? []).map(({ relation, url }) => [relation, url]));

/** The path under the server of an absolute address. */
export const pathOf = (url: string): string => {
  const { pathname, search } = new URL(url);
  return pathname + search;
};

/** All pages of a search or history from this path on; what `between` does happens after each. */
export async function allPages(client: FhirClient, path: string, between: () => Promise<unknown> = async () => {}) {
  const pages: Json[] = [];
  for (let next: string | undefined = path; next !== undefined; ) {
    const page = (await expect(client.get(next), 200)).json();
    pages.push(page);
    const url: string | undefined = linksOf(page)['next'];
    next = url === undefined ? undefined : pathOf(url);
    if (next !== undefined) await between();
    assert.ok(pages.length < 1_000, 'pages without end');
  }
  return pages;
}

/** A transaction or batch of these entries. */
export const bundleOf = (type: 'batch' | 'transaction', entry: readonly object[]) => ({ resourceType: 'Bundle', type, entry });
