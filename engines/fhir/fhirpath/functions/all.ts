import { boundaries } from './boundaries.ts';
import type { Builder } from './call.ts';
import { combining } from './combining.ts';
import { conversion } from './conversion.ts';
import { existence } from './existence.ts';
import { fhir } from './fhir.ts';
import { filtering } from './filtering.ts';
import { math } from './math.ts';
import { strings } from './strings.ts';
import { utility } from './utility.ts';

/** Every function of the language by its name. */
export const functions: ReadonlyMap<string, Builder> = new Map(
  [existence, filtering, combining, conversion, strings, math, boundaries, utility, fhir].flatMap((family) =>
    Object.entries(family),
  ),
);
