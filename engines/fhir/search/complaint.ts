import type { SearchError } from './types.ts';

/** Why a part of a query is not understood; `field` and `value` are added where the part as written is known. */
export interface Complaint {
  readonly rule: Rule;
  readonly message: { readonly zh: string; readonly en: string };
}

export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly complaint: Complaint };

export type Rule =
  | 'unknown-parameter'
  | 'unknown-modifier'
  | 'unknown-type'
  | 'no-chain'
  | 'not-in-compartment'
  | 'not-supported'
  | 'repeated'
  /** Would branch into more conditions than a query may have. */
  | 'too-wide'
  | 'empty'
  | 'syntax'
  | 'value';

export const read = <T>(value: T): Read<T> => ({ ok: true, value });

export const complain = (rule: Rule, zh: string, en: string): { readonly ok: false; readonly complaint: Complaint } => ({
  ok: false,
  complaint: { rule, message: { zh, en } },
});

export const unknownParameter = (type: string | null, name: string) =>
  type === null
    ? complain(
        'unknown-parameter',
        `没有适用于所查全部类型的检索参数 ${name}`,
        `no search parameter ${name} that all types searched have`,
      )
    : complain('unknown-parameter', `${type} 没有检索参数 ${name}`, `${type} has no search parameter ${name}`);

export const unknownModifier = (name: string, modifier: string, kind: string) =>
  complain(
    'unknown-modifier',
    `参数 ${name}（${kind}）不能带修饰符 :${modifier}`,
    `parameter ${name} (${kind}) takes no modifier :${modifier}`,
  );

export const unknownType = (type: string) => complain('unknown-type', `没有资源类型 ${type}`, `no resource type ${type}`);

export const badValue = (zh: string, en: string) => complain('value', zh, en);

export const oneOf = (allowed: readonly string[]) =>
  badValue(`只能是 ${allowed.join('、')} 之一`, `must be one of ${allowed.join(', ')}`);

/** As the client gets it. A value is cut at 200 characters. */
export const errorOf = (field: string, value: string, { rule, message }: Complaint): SearchError => ({
  field,
  rule: `search.${rule}`,
  ...(value !== '' && { value: value.length > 200 ? `${value.slice(0, 200)}…` : value }),
  message,
});
