import type { FieldError, Language, Text } from '@songhua/kernel/result.ts';
import { takeAhead } from './ahead.ts';
import { noteReadOnly, readOnlyHeader } from './read-only.ts';

/** Why a request failed, in both languages. `status` 0: the server was not reached. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly texts: Text;
  readonly errors: readonly FieldError[];

  constructor(problem: { status: number; code: string; texts: Text; errors?: readonly FieldError[] }, options?: ErrorOptions) {
    super(problem.texts.zh, options);
    this.name = 'ApiProblem';
    this.status = problem.status;
    this.code = problem.code;
    this.texts = problem.texts;
    this.errors = problem.errors ?? [];
  }
}

export type QueryValue = string | number | boolean | null | undefined;

/** An address with its filled-in parameters, sorted as given; empty ones are left out. */
export function address(path: string, query: Readonly<Record<string, QueryValue>> = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

const unreachable: Text = {
  zh: '连不上服务器。请检查网络，稍后再试；未保存的内容仍在本页。',
  en: 'The server cannot be reached. Check the network and try again; what you typed is still on this page.',
};

const unreadable = (status: number): Text => ({
  zh: `服务器的回答无法识别（HTTP ${status}）。请稍后再试，仍不行请联系系统管理员。`,
  en: `The server’s answer cannot be read (HTTP ${status}). Try again later; if it stays so, tell the administrator.`,
});

const isText = (value: unknown): value is Text =>
  typeof value === 'object' &&
  value !== null &&
  'zh' in value &&
  'en' in value &&
  typeof value.zh === 'string' &&
  typeof value.en === 'string';

interface Outcome {
  readonly resourceType: 'OperationOutcome';
  readonly language?: string;
  readonly issue?: readonly {
    readonly expression?: readonly string[];
    readonly details?: {
      readonly text?: string;
      readonly coding?: readonly { readonly system?: string; readonly code?: string }[];
      readonly _text?: { readonly extension?: readonly { readonly extension?: readonly { readonly valueString?: string }[] }[] };
    };
  }[];
}

const isOutcome = (body: unknown): body is Outcome =>
  typeof body === 'object' && body !== null && (body as { resourceType?: unknown }).resourceType === 'OperationOutcome';

/** What a FHIR address refused: the first issue is the refusal, the others say which elements, each with its other language beside it. */
function outcomeProblem(status: number, { language, issue = [] }: Outcome): ApiProblem {
  const said = issue.map(({ details, expression }) => {
    const text = details?.text ?? '';
    const other =
      details?._text?.extension?.[0]?.extension?.find(({ valueString }) => valueString !== undefined)?.valueString ?? text;
    const code = (of: string) => details?.coding?.find(({ system }) => system === `urn:songhua:${of}`)?.code;
    return {
      field: expression?.[0] ?? '',
      rule: code('rule') ?? '',
      problem: code('problem'),
      message: language === 'en' ? { zh: other, en: text } : { zh: text, en: other },
    };
  });
  const texts = said[0]?.message ?? unreadable(status);
  return new ApiProblem({ status, code: said[0]?.problem ?? 'kernel.unexpected', texts, errors: said.slice(1) });
}

async function readProblem(response: Response): Promise<ApiProblem> {
  const { status } = response;
  const body: unknown = await response.json().catch(() => null);
  if (isOutcome(body)) return outcomeProblem(status, body);
  const { code, texts, errors } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  return new ApiProblem({
    status,
    code: typeof code === 'string' ? code : 'kernel.unexpected',
    texts: isText(texts) ? texts : unreadable(status),
    errors: Array.isArray(errors) ? (errors as FieldError[]) : [],
  });
}

export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  /** Version that must still stand, else it is refused: of FHIR resources. */
  readonly ifMatch?: string;
  readonly language?: Language;
  readonly signal?: AbortSignal;
}

/** Asks our own server; resolves with its JSON (undefined for 204) or throws an ApiProblem. */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const { method = 'GET', body, ifMatch, language = 'zh', signal } = options;
  const type = path.startsWith('/fhir/') ? 'application/fhir+json' : 'application/json';
  const headers: Record<string, string> = { accept: type, 'accept-language': language };
  if (method !== 'GET') headers['x-songhua'] = '1';
  if (body !== undefined) headers['content-type'] = type;
  if (ifMatch !== undefined) headers['if-match'] = `W/"${ifMatch}"`;
  let response: Response;
  try {
    const ahead = method === 'GET' ? takeAhead(path, language) : undefined;
    response = await (ahead ??
      fetch(path, {
        method,
        headers,
        credentials: 'same-origin',
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(signal && { signal }),
      }));
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiProblem({ status: 0, code: 'kernel.unreachable', texts: unreachable }, { cause });
  }
  noteReadOnly(response.headers.has(readOnlyHeader));
  if (!response.ok) throw await readProblem(response);
  if (response.status === 204) return undefined as T;
  try {
    return (await response.json()) as T;
  } catch (cause) {
    throw new ApiProblem({ status: response.status, code: 'kernel.unexpected', texts: unreadable(response.status) }, { cause });
  }
}

/** Leaves for the sign-in page and comes back to where the reader is now. */
export function goToSignIn(): void {
  const { pathname, search } = window.location;
  if (pathname.startsWith('/sign-in') || pathname.startsWith('/session')) return;
  window.location.assign(address('/session/start', { returnTo: pathname + search }));
}
