import type { JsonObject } from '../json/scan.ts';
import type { Steps } from '../subset/members.ts';
import { narrativeLink } from './find-links.ts';
import type { Place } from './overlaps.ts';
import { bodyOf, type Link, type Links, type Step } from './step.ts';

/** Where the named resources stand: by index of entry, and by key of a search. */
export interface Places {
  readonly entries: ReadonlyMap<number, Place>;
  readonly searches: ReadonlyMap<string, Place>;
}

/** `Type/id` for a link; undefined while that is not known. */
function rewritten({ to }: Link, { entries, searches }: Places): string | undefined {
  const place = to.kind === 'entry' ? entries.get(to.index) : searches.get(`${to.type}?${to.criteria}`);
  return place && `${place.type}/${place.id}${to.kind === 'entry' ? to.fragment : ''}`;
}

/** The value with the text at a place changed; only what lies on the way is copied. */
function changeText(value: unknown, [step, ...rest]: Steps, change: (text: string) => string): unknown {
  if (step === undefined) return typeof value === 'string' ? change(value) : value;
  if (typeof step === 'number') {
    const list = value as readonly unknown[];
    return list.with(step, changeText(list[step], rest, change));
  }
  const object = value as JsonObject;
  return { ...object, [step]: changeText(object[step], rest, change) };
}

/** The body of an entry with its links turned into `Type/id`; a link whose place is not known stays as it is. */
export function rewriteBody(body: unknown, links: readonly Link[], places: Places): unknown {
  return links.reduce((current, link) => {
    const target = rewritten(link, places);
    if (target === undefined) return current;
    const change =
      link.how === 'narrative'
        ? (text: string) =>
            text.replace(narrativeLink, (whole, head: string, double?: string, single?: string) =>
              (double ?? single) === link.value ? `${head}"${target}"` : whole,
            )
        : () => target;
    return changeText(current, link.steps, change);
  }, body);
}

/** The step with the links of its body rewritten. */
export function rewriteLinks(step: Step, links: Links, places: Places): Step {
  const body = bodyOf(step);
  const changed = rewriteBody(body, links.get(step.index) ?? [], places);
  if (changed === body) return step;
  if (step.kind === 'patch') return { ...step, patch: { ...step.patch, body: changed } };
  return { ...step, resource: changed as JsonObject } as Step;
}

/**
 * For a store that rewrites the text itself: what each reference string of an entry becomes, or undefined when it links by other
 * means too (uri, narrative), so that `rewriteLinks` must be used.
 */
export function referenceReplacements(index: number, links: Links, places: Places): ReadonlyMap<string, string> | undefined {
  const replacements = new Map<string, string>();
  for (const link of links.get(index) ?? []) {
    if (link.how !== 'reference') return undefined;
    const target = rewritten(link, places);
    if (target !== undefined) replacements.set(link.value, target);
  }
  return replacements;
}
