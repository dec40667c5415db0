import type { Expression } from '../ast.ts';
import { type Code, codeOf, type Scope, single } from '../code.ts';
import { Misuse } from '../error.ts';
import type { Model } from '../model.ts';
import { type Collection, nothing, type TypedNode } from '../node.ts';
import type { TypeTest } from '../types.ts';
import { numericOf, stringOf } from '../value.ts';

/** A call while it is compiled. */
export interface Call {
  readonly model: Model;
  readonly name: string;
  /** What it is called on; the focus when nothing stands before it. */
  readonly left: Code;
  /** False when nothing stands before it. */
  readonly called: boolean;
  readonly args: readonly Code[];
  readonly expressions: readonly Expression[];
  readonly compile: (expression: Expression) => Code;
  /** The type named by an argument, e.g. `ofType(Quantity)`. */
  readonly typeOf: (argument: Expression) => TypeTest;
}

/** A function of the language: how many arguments it takes and how a call is compiled. */
export interface Builder {
  readonly min: number;
  readonly max: number;
  readonly build: (call: Call) => Code;
}

export const takes = (min: number, max: number, build: Builder['build']): Builder => ({ min, max, build });

/** The argument at `i`, which the number of arguments has been checked for. */
export function argument({ args, name }: Call, i: number): Code {
  const found = args[i];
  if (!found) throw new Misuse(`${name}() needs argument ${i + 1}`, `${name}() 缺少第 ${i + 1} 个参数`);
  return found;
}

function wrongType(node: TypedNode, wanted: string, wantedZh: string): never {
  throw new Misuse(`${wanted} is needed here, found ${node.type}`, `此处需要${wantedZh}，却是 ${node.type}`);
}

/** The text of a single item; undefined when empty. Throws Misuse for another type. */
export function textOf(items: Collection): string | undefined {
  const node = single(items);
  if (!node || node.value === undefined) return;
  return stringOf(node) ?? wrongType(node, 'a string', '字符串');
}

/** A single Integer; undefined when empty. */
export function integerOf(items: Collection): number | undefined {
  const node = single(items);
  if (!node || node.value === undefined) return;
  const number = numericOf(node);
  return typeof number === 'number' && Number.isInteger(number) ? number : wrongType(node, 'an integer', '整数');
}

/** A function of one item; empty in, empty out. */
export const onItem = (work: (item: TypedNode, scope: Scope) => Collection): Builder =>
  takes(0, 0, ({ left }) =>
    codeOf((scope) => {
      const item = single(left.many(scope));
      return item ? work(item, scope) : nothing;
    }),
  );

/** A function of a text and texts; empty when any of them is. */
export const onTexts = (count: number, work: (text: string, args: readonly string[]) => Collection): Builder =>
  takes(count, count, ({ left, args }) =>
    codeOf((scope) => {
      const text = textOf(left.many(scope));
      if (text === undefined) return nothing;
      const texts: string[] = [];
      for (const arg of args) {
        const value = textOf(arg.many(scope));
        if (value === undefined) return nothing;
        texts.push(value);
      }
      return work(text, texts);
    }),
  );
