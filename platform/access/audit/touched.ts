/** What an answer held and whom it was about. The lists are cut; the counts are not. */
export interface Touched {
  /** `Type/id`. */
  readonly resources: readonly string[];
  readonly resourceCount: number;
  /** Ids of the Patient resources that it held or referred to. */
  readonly patients: readonly string[];
  readonly patientCount: number;
}

/** Most resources that an entry names; patients are named all up to a bound that no page of a search reaches. */
const mostResources = 100;
const mostPatients = 2_000;

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

/** Before the address of a resource in a Bundle: of what it holds, and of what was written. */
const marks = ['"fullUrl":"', '"location":"'] as const;

/** `Type/id` of what a Bundle speaks of, by the addresses of its entries. */
function entriesIn(text: string, found: Set<string>): void {
  for (const mark of marks)
    for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length)) {
      const from = at + mark.length;
      const end = text.indexOf('"', from);
      if (end < 0) break;
      const version = text.lastIndexOf('/_history/', end);
      const to = version > from ? version : end;
      const slash = text.lastIndexOf('/', to - 1);
      const before = text.lastIndexOf('/', slash - 1);
      if (before > from) found.add(text.slice(before + 1, to));
    }
}

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
  /** What was answered, as text. */
  readonly answer?: string | undefined;
  readonly location?: string | undefined;
}

/** What a request asked for and its answer held. */
export function touchedBy({ url, params, body, answer, location }: Asked): Touched | undefined {
  const { type, id } = (params ?? {}) as { readonly type?: string; readonly id?: string };
  const patients = new Set<string>();
  const resources = new Set<string>();
  if (type !== undefined && id !== undefined) resources.add(`${type}/${id}`);
  patientsIn(url, patients);
  patientsAsked(url, type === 'Patient', patients);
  if (location !== undefined) {
    patientsIn(location, patients);
    const [, created] = /\/([A-Z][A-Za-z]+\/[A-Za-z0-9.-]+)(?:\/_history|$)/.exec(location) ?? [];
    if (created) resources.add(created);
  }
  if (body !== undefined && body !== '') patientsIn(body, patients);
  if (answer !== undefined && answer !== '') {
    patientsIn(answer, patients);
    if (answer.startsWith('{"resourceType":"Bundle"')) entriesIn(answer, resources);
  }
  if (patients.size === 0 && resources.size === 0) return undefined;
  return {
    resources: cut(resources, mostResources),
    resourceCount: resources.size,
    patients: cut(patients, mostPatients),
    patientCount: patients.size,
  };
}
