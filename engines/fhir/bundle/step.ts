import type { Conditions } from '../http/conditions.ts';
import type { JsonObject } from '../json/scan.ts';
import type { PatchBody } from '../patch/apply-patch.ts';
import type { Refusal } from '../refusal.ts';
import type { Steps } from '../subset/members.ts';
import type { Address } from './address.ts';

/** The resource a write means: by its id, or by what a condition finds. */
export type Target = { readonly type: string; readonly id: string } | { readonly type: string; readonly criteria: string };

/** One entry of a bundle as the store is to execute it. */
export type Step = {
  /** Place among the bundle's entries, from 0; answers go back in this order. */
  readonly index: number;
  readonly fullUrl?: string;
  readonly conditions: Conditions;
} & (
  | {
      readonly kind: 'create';
      readonly type: string;
      readonly resource: JsonObject;
      /** Index of the earlier entry with the same If-None-Exist: this one is answered with what that one finds or creates. */
      readonly sameAs?: number;
    }
  | { readonly kind: 'update'; readonly target: Target; readonly resource: JsonObject }
  | { readonly kind: 'patch'; readonly target: Target; readonly patch: PatchBody }
  | { readonly kind: 'delete'; readonly target: Target }
  | { readonly kind: 'fetch'; readonly head: boolean; readonly address: Address }
  | { readonly kind: 'operation'; readonly address: Address & { readonly kind: 'operation' }; readonly resource?: JsonObject }
);

/** A place in an entry's body that names another resource, to be rewritten once it is known where that stands. */
export interface Link {
  /** Index of the entry that holds it. */
  readonly index: number;
  /** From the entry's resource. */
  readonly steps: Steps;
  /** As written; of a narrative the one attribute, not the whole text. */
  readonly value: string;
  readonly how: 'reference' | 'uri' | 'narrative';
  /** The entry it names (`fragment` is kept behind), or the condition that is to find exactly one resource. */
  readonly to:
    | { readonly kind: 'entry'; readonly index: number; readonly fragment: string }
    | { readonly kind: 'criteria'; readonly type: string; readonly criteria: string };
}

export type Links = ReadonlyMap<number, readonly Link[]>;

/** What a batch does not execute: the entry, and why. */
export interface RefusedEntry {
  readonly index: number;
  readonly error: Refusal;
}

export interface BundlePlan {
  readonly kind: 'batch' | 'transaction';
  /** How many entries the bundle has, and so its answer. */
  readonly entries: number;
  /** In the order of execution. */
  readonly steps: readonly Step[];
  /** Of a batch only; a transaction with a wrong entry is refused whole. */
  readonly refused: readonly RefusedEntry[];
  /** By index of the entry that holds them. */
  readonly links: Links;
  /** Conditions in references, each once; `Type?criteria` is the key under which the rewriting wants the answer. */
  readonly searches: readonly { readonly key: string; readonly type: string; readonly criteria: string }[];
}

/** The body of a step in which links may stand. */
export const bodyOf = (step: Step): unknown => {
  if (step.kind === 'patch') return step.patch.body;
  return step.kind === 'create' || step.kind === 'update' || step.kind === 'operation' ? step.resource : undefined;
};
