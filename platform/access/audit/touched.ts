import { headIn, peopleIn } from './people-in.ts';

/** What an answer held and whom it was about. The lists are cut; the counts are not. */
export interface Touched {
  /** `Type/id`. */
  readonly resources: readonly string[];
  readonly resourceCount: number;
  /** Ids of the Patient resources that it held or referred to; after them those that were only asked for. */
  readonly patients: readonly string[];
  readonly patientCount: number;
  /** How many at the end of `patients` were only asked for: nothing of theirs was shown. */
  readonly onlyAsked?: number;
}

/** Most resources that an entry names. */
const mostResources = 100;
/** Whom each resource shown is about is named whatever their number; who else is referred to, up to so many in all. */
const mostPatients = 2_000;
/** People who were only asked for: a client can make up as many as it likes. */
const mostAsked = 100;

const isIdCode = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 45 || code === 46;

/** Where an id that begins here ends. */
function idEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && isIdCode(text.charCodeAt(end))) end += 1;
  return end;
}

const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);

/** Ids of patients that a text names as `Patient/id`, in a reference, an address or a search. */
export function patientsIn(text: string, found: Set<string>): void {
  let last = '';
  for (let at = text.indexOf('Patient/'); at >= 0; at = text.indexOf('Patient/', at + 8)) {
    // `SomePatient/x` is not one.
    if (at > 0 && isLetter(text.charCodeAt(at - 1))) continue;
    const end = idEnd(text, at + 8);
    const id = text.slice(at + 8, end);
    if (id === last || id === '' || id.length > 64) continue;
    last = id;
    found.add(id);
  }
}

/** A person as a whole value of an answer: `"Patient/id"`, with or without an address before it. */
const personValue = /"(?:[^"\\\s]*\/)?Patient\/([A-Za-z0-9.-]{1,64})(?:\/_history\/\d+)?"/g;

/** Parameters whose value is a person, and the one that is when people are searched. */
const ofPeople = new Set(['patient', 'subject', 'patient._id', 'subject:Patient']);
const idList = /^(?:Patient\/)?([A-Za-z0-9.-]{1,64})$/;

/** People a query asks for: `patient=1,2`, `subject=Patient/1`, `Patient?_id=1`. */
function patientsAsked(url: string, isPatients: boolean, found: Set<string>): void {
  const query = url.indexOf('?');
  if (query < 0) return;
  for (const [name, value] of new URLSearchParams(url.slice(query + 1))) {
    if (!ofPeople.has(name) && !(isPatients && name === '_id')) continue;
    for (const part of value.split(',')) {
      const id = idList.exec(part)?.[1];
      if (id !== undefined) found.add(id);
    }
  }
}

/** A string sliced out of a large text keeps all of it in memory; a list that is written down at once does no harm. */
const cut = (found: ReadonlySet<string>, most: number): string[] => {
  const list = [...found];
  return list.length > most ? list.slice(0, most) : list;
};

export interface Asked {
  /** Path with query. */
  readonly url: string;
  /** Of the route: `{type, id}` of FHIR addresses. */
  readonly params: unknown;
  /** What was sent, when it is written to the records. */
  readonly body?: string | undefined;
  /** What was answered, as text; of the FHIR API, `shown` says it. */
  readonly answer?: string | undefined;
  readonly location?: string | undefined;
  /** Stored resources that the answer shows or the request wrote, whole, whatever part of them was answered. */
  readonly shown?: readonly string[] | undefined;
}

/** Whom the answer is about: of each resource those it is about, then all others as far as there is room. */
function peopleShown(shown: readonly string[]): { readonly named: Set<string>; readonly all: Set<string> } {
  const named = new Set<string>();
  const others = new Set<string>();
  for (const text of shown) {
    const people = peopleIn(text);
    for (const id of people.first) named.add(id);
    for (const id of people.others) others.add(id);
  }
  const all = new Set([...named, ...others]);
  for (const id of others) {
    if (named.size >= mostPatients) break;
    named.add(id);
  }
  return { named, all };
}

/** What a request asked for and its answer held. */
export function touchedBy({ url, params, body, answer, location, shown }: Asked): Touched | undefined {
  const { type, id } = (params ?? {}) as { readonly type?: string; readonly id?: string };
  const resources = new Set<string>();
  if (type !== undefined && id !== undefined) resources.add(`${type}/${id}`);
  const { named, all } = peopleShown(shown ?? []);
  for (const text of shown ?? []) {
    const head = headIn(text);
    if (head) resources.add(`${head.type}/${head.id}`);
  }
  if (!shown && answer !== undefined)
    for (const [, person = ''] of answer.matchAll(personValue)) {
      all.add(person);
      if (named.size < mostPatients) named.add(person);
    }
  const asked = new Set<string>();
  patientsIn(url, asked);
  patientsAsked(url, type === 'Patient', asked);
  if (location !== undefined) {
    patientsIn(location, asked);
    const [, created] = /\/([A-Z][A-Za-z]+\/[A-Za-z0-9.-]+)(?:\/_history|$)/.exec(location) ?? [];
    if (created) resources.add(created);
  }
  if (body !== undefined && body !== '') patientsIn(body, asked);
  const only = [...asked].filter((one) => !all.has(one));
  if (all.size === 0 && only.length === 0 && resources.size === 0) return undefined;
  const onlyAsked = Math.min(only.length, mostAsked);
  return {
    resources: cut(resources, mostResources),
    resourceCount: resources.size,
    patients: [...named, ...only.slice(0, mostAsked)],
    patientCount: all.size + only.length,
    ...(onlyAsked > 0 && { onlyAsked }),
  };
}
