import { type FieldError, fieldError, type Refusal, refuse, shown } from '../refusal.ts';

/** Bounds of one patch, so that no few bytes can ask for endless work. */
export interface PatchLimits {
  /** Operations in one patch. */
  readonly operations: number;
  /** Operations of a FHIRPath Patch: each is an expression to compile and run. */
  readonly paths: number;
  /** Values copied by all operations together. */
  readonly copied: number;
  /** Levels of the patched resource. */
  readonly depth: number;
}

export const patchLimits: PatchLimits = { operations: 10_000, paths: 1_000, copied: 1_000_000, depth: 100 };

/** What an operation broke. `at` counts from 0; `part` is the member or part of the operation, `rule` the rule's name. */
export interface Fault {
  readonly at: number;
  readonly part: string;
  readonly rule: string;
  readonly value?: unknown;
  readonly zh: string;
  readonly en: string;
}

const errorOf = (root: string, { at, part, rule, value, zh, en }: Fault): FieldError =>
  fieldError(`${root}[${at}]${part === '' ? '' : `.${part}`}`, rule, value, zh, en);

interface Refused {
  readonly ok: false;
  readonly error: Refusal;
}

/** The patch itself is wrong, whatever it is applied to. `root` is what its operations are called in fields: `patch`. */
export const invalidPatch = (root: string, fault: Fault): Refused =>
  refuse('records.invalid-patch', { operation: fault.at + 1, rule: fault.rule }, [errorOf(root, fault)]);

/** The patch is well-formed, but does not fit this resource. `path` is where it did not. */
export const unfitPatch = (root: string, path: string, fault: Fault): Refused =>
  refuse('records.patch-does-not-fit', { operation: fault.at + 1, path: shown(path), rule: fault.rule }, [errorOf(root, fault)]);

/** A `test` of the patch failed: the resource is not what the client believes. */
export const failedTest = (root: string, path: string, fault: Fault): Refused =>
  refuse('records.patch-test-failed', { operation: fault.at + 1, path: shown(path) }, [errorOf(root, fault)]);

/** The document as a whole is no patch. */
export const noPatch = (field: string, rule: string, value: unknown, zh: string, en: string): Refused =>
  refuse('records.invalid-patch', { operation: 0, rule }, [fieldError(field, rule, value, zh, en)]);

/** More than the limits allow. */
export const hugePatch = (what: 'operations' | 'values' | 'levels', limit: number): Refused =>
  refuse('records.patch-too-large', { what, limit });
