import type { Answer, Ask } from './ask.ts';
import { attempt, type Run, writtenAt } from './attempt.ts';
import { contentOf, keySystem, type Type, types } from './contents.ts';
import type { Kind, Made, Part } from './ledger.ts';
import type { Random } from './random.ts';

/** A resource the writer knows to be there, with the version it saw last. */
interface Known {
  readonly type: Type;
  readonly id: string;
  readonly key: string;
  version: number;
}

type Told = Extract<Answer, { ok: true }>;

const fhir = { 'content-type': 'application/fhir+json', prefer: 'return=minimal' } as const;
/** Whether there is somebody to go on with at once. */
const isUp = (answer: Answer): boolean => answer.ok && answer.status < 500;
const versionOf = ({ headers }: Told): number => Number(/"(\d+)"/.exec(headers['etag'] ?? '')?.[1] ?? Number.NaN);

/** How many resources all writers change together. */
const shared = 6;
/** Most resources that a writer keeps for changing. */
const mostKnown = 40;

/** One client that writes until told to stop, never two requests at once, keeping the ledger. */
export function createWriter(run: Run, name: string, random: Random): { step(): Promise<boolean> } {
  const known: Known[] = [];
  let count = 0;
  const fresh = (): string => {
    count += 1;
    return `${name}-${count}`;
  };
  const keep = (made: Made | undefined, type: Type, key: string): void => {
    if (made?.state !== 'made') return;
    known.push({ type, id: made.id, key, version: made.version });
    if (known.length > mostKnown) known.splice(random.below(known.length), 1);
  };
  const patient = (): string => {
    const mine = known.filter(({ type }) => type === 'Patient');
    return mine.length > 0 ? `Patient/${random.pick(mine).id}` : 'Patient/nobody';
  };
  const located = ({ headers }: Told): Made[] => {
    const at = writtenAt(headers['location']);
    return at ? [{ state: 'made', ...at }] : [];
  };
  /** A change of one resource; not up when nobody listens or the database is away. */
  const single = async (kind: Kind, part: Part, ask: Ask, read = located): Promise<{ made: Made | undefined; up: boolean }> => {
    const { answer, made } = await attempt(run, kind, [part], ask, read);
    return { made: made?.[0], up: isUp(answer) };
  };

  const create = async (): Promise<boolean> => {
    const type = random.pick(types);
    const [key, mark] = [fresh(), fresh()];
    const body = JSON.stringify(contentOf(type, { key, mark, patient: patient() }));
    const { made, up } = await single(
      'create',
      { mark, key, type },
      { method: 'POST', path: `/fhir/R4/${type}`, headers: fhir, body },
    );
    keep(made, type, key);
    return up;
  };

  /** The same key from several writers at about the same time: one row may come of it. */
  const conditional = async (): Promise<boolean> => {
    const key = `once-${Math.floor(Date.now() / 400)}-${random.below(3)}`;
    const mark = fresh();
    const body = JSON.stringify(contentOf('Organization', { key, mark }));
    const headers = { ...fhir, 'if-none-exist': `identifier=${keySystem}|${key}` };
    const read = (answer: Told): Made[] => {
      if (answer.status === 201) return located(answer);
      const at = writtenAt(answer.headers['location']);
      return at ? [{ state: 'existing', type: at.type, id: at.id }] : [{ state: 'refused', status: answer.status }];
    };
    const ask = { method: 'POST', path: '/fhir/R4/Organization', headers, body };
    return (await single('conditional', { mark, key, type: 'Organization' }, ask, read)).up;
  };

  const put = async (): Promise<boolean> => {
    const mark = fresh();
    const old = known.length > 0 && random.next() < 0.8 ? random.pick(known) : undefined;
    const type = old?.type ?? random.pick(types);
    const key = old?.key ?? fresh();
    const id = old?.id ?? `id-${key}`;
    const body = JSON.stringify(contentOf(type, { key, mark, id, patient: patient() }));
    const headers = old && random.next() < 0.7 ? { ...fhir, 'if-match': `W/"${old.version}"` } : fhir;
    const { made, up } = await single(
      'put',
      { mark, key, type, id },
      { method: 'PUT', path: `/fhir/R4/${type}/${id}`, headers, body },
    );
    if (old) await seen(old, made);
    else keep(made, type, key);
    return up;
  };

  /** After a change of what we know: its new version, or, when that is not certain, whatever is there now. */
  const seen = async (old: Known, made: Made | undefined): Promise<void> => {
    if (made?.state === 'made') {
      old.version = made.version;
      return;
    }
    const answer = await run.client.ask({ method: 'GET', path: `/fhir/R4/${old.type}/${old.id}` });
    if (answer.ok && answer.status === 200) old.version = versionOf(answer);
    else if (answer.ok && answer.status === 410) known.splice(known.indexOf(old), 1);
  };

  const patch = async (): Promise<boolean> => {
    if (known.length === 0) return create();
    const old = random.pick(known);
    const mark = fresh();
    const headers = {
      'content-type': 'application/json-patch+json',
      prefer: 'return=minimal',
      ...(random.next() < 0.5 && { 'if-match': `W/"${old.version}"` }),
    };
    const body = JSON.stringify([{ op: 'replace', path: '/identifier/1/value', value: mark }]);
    const { type, id, key } = old;
    const { made, up } = await single(
      'patch',
      { mark, key, type, id },
      { method: 'PATCH', path: `/fhir/R4/${type}/${id}`, headers, body },
    );
    await seen(old, made);
    return up;
  };

  const remove = async (): Promise<boolean> => {
    if (known.length < 5) return create();
    const old = random.pick(known);
    const { type, id, key } = old;
    // Deleting what is gone already is answered without a version.
    const read = (answer: Told): Made[] =>
      Number.isNaN(versionOf(answer)) ? [] : [{ state: 'made', type, id, version: versionOf(answer) }];
    const { made, up } = await single('delete', { key, type, id }, { method: 'DELETE', path: `/fhir/R4/${type}/${id}` }, read);
    if (made?.state === 'made') known.splice(known.indexOf(old), 1);
    else await seen(old, made);
    return up;
  };

  /** A resource that all writers change, without looking first. */
  const contend = async (): Promise<boolean> => {
    const key = `shared-${random.below(shared)}`;
    const mark = fresh();
    const body = JSON.stringify(contentOf('Observation', { key, mark, id: key, patient: 'Patient/shared' }));
    const part = { mark, key, type: 'Observation', id: key };
    return (await single('put', part, { method: 'PUT', path: `/fhir/R4/Observation/${key}`, headers: fhir, body })).up;
  };

  /** A patient with what refers to it, and now and then a change of something else, all or nothing; or the same each for itself. */
  const bundle = async (kind: 'transaction' | 'batch'): Promise<boolean> => {
    const parts: { part: Part; type: Type; entry: object; old?: Known }[] = [];
    const url = 'urn:uuid:11111111-2222-4333-8444-555555555555';
    const about = kind === 'transaction' ? url : patient();
    const chosen: Type[] = ['Patient', ...Array.from({ length: 1 + random.below(4) }, () => random.pick(types.slice(2)))];
    for (const [at, type] of chosen.entries()) {
      const [key, mark] = [fresh(), fresh()];
      const resource = contentOf(type, { key, mark, patient: about });
      const entry = { ...(at === 0 && { fullUrl: url }), resource, request: { method: 'POST', url: type } };
      parts.push({ part: { mark, key, type }, type, entry });
    }
    const old = known.length > 0 && random.next() < 0.6 ? random.pick(known) : undefined;
    if (old) {
      const { type, id, key } = old;
      const mark = fresh();
      const resource = contentOf(type, { key, mark, id, patient: about });
      parts.push({
        part: { mark, key, type, id },
        type,
        old,
        entry: { resource, request: { method: 'PUT', url: `${type}/${id}` } },
      });
    }
    const body = JSON.stringify({ resourceType: 'Bundle', type: kind, entry: parts.map(({ entry }) => entry) });
    const read = (answer: Told): Made[] => {
      const { entry = [] } = JSON.parse(answer.text) as { entry?: { response: { status: string; location?: string } }[] };
      return entry.map(({ response }) => {
        const at = writtenAt(response.location);
        return at && /^20[01]/.test(response.status)
          ? { state: 'made', ...at }
          : { state: 'refused', status: Number(response.status.slice(0, 3)) };
      });
    };
    const ask = { method: 'POST', path: '/fhir/R4', headers: fhir, body };
    const { answer, made } = await attempt(
      run,
      kind,
      parts.map(({ part }) => part),
      ask,
      read,
    );
    for (const [at, { part, type, old: before }] of parts.entries()) {
      if (before) await seen(before, made?.[at]);
      else keep(made?.[at], type, part.key);
    }
    return isUp(answer);
  };

  const choices: readonly (readonly [weight: number, act: () => Promise<boolean>])[] = [
    [20, create],
    [12, conditional],
    [22, put],
    [12, patch],
    [7, remove],
    [10, contend],
    [12, () => bundle('transaction')],
    [5, () => bundle('batch')],
  ];
  const all = choices.reduce((sum, [weight]) => sum + weight, 0);
  return {
    step: () => {
      let left = random.below(all);
      for (const [weight, act] of choices) {
        if (left < weight) return act();
        left -= weight;
      }
      return create();
    },
  };
}
