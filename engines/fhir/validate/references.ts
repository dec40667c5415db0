import { type JsonObject, objectTo, type Run } from './run.ts';

/** `Patient/1`, `https://…/Patient/1`, with or without `/_history/2`; the type is the first group. */
const restful = /^(?:https?:\/\/[^\s?#]*\/)?([A-Z][A-Za-z]+)\/[A-Za-z0-9\-.]{1,64}(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/;

/** The type a reference string shows, without looking anything up; undefined when it shows none. */
function shownType(reference: string, { scope }: Run): string | undefined {
  if (reference.charCodeAt(0) !== 0x23) return restful.exec(reference)?.[1];
  if (reference === '#') return typeOf(scope.root);
  const type = scope.contained?.get(reference.slice(1));
  return typeof type === 'string' ? type : undefined;
}

const typeOf = (resource: JsonObject | undefined): string | undefined => {
  const type = resource?.['resourceType'];
  return typeof type === 'string' ? type : undefined;
};

/**
 * Judges what a Reference points to by what it says itself: the type in its text, the contained resource it means, and the
 * type it names. `targets` are the types allowed; none means any resource.
 */
export function checkTarget(
  reference: JsonObject,
  targets: ReadonlySet<string> | null,
  types: ReadonlySet<string>,
  run: Run,
): void {
  const { reference: text, type: named } = reference;
  let shown: string | undefined;
  if (typeof text === 'string') {
    const relative = text.charCodeAt(0) !== 0x23 && !/[:?]/.test(text);
    shown = shownType(text, run);
    if (relative && shown === undefined) objectTo(run, 'reference-form', text);
    const known = shown !== undefined && types.has(shown);
    if (known ? targets !== null && !targets.has(shown ?? '') : relative && shown !== undefined) {
      objectTo(run, 'reference-target', text, targets === null ? 'FHIR R4' : [...targets].join(', '));
    }
  }
  if (typeof named !== 'string' || !types.has(named)) return;
  if (targets !== null && !targets.has(named)) objectTo(run, 'reference-target', named, [...targets].join(', '));
  else if (shown !== undefined && types.has(shown) && shown !== named) objectTo(run, 'reference-type', text, named);
}
