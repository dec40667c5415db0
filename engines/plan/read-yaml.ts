import { isMap, isNode, isScalar, LineCounter, type ParsedNode, parseDocument } from 'yaml';
import type { z } from 'zod';
import { describeIssue } from './describe-issue.ts';
import type { Text } from './evidence.ts';
import { type PlanError, shown } from './plan-error.ts';

export type Path = readonly (string | number)[];

/** A YAML file after its schema check, still able to say on which line a field stands. */
export interface YamlFile<T> {
  readonly value: T | null;
  readonly errors: readonly PlanError[];
  readonly fault: (path: Path, rule: string, message: Text, value?: unknown) => PlanError;
  /** Line and column in the file of the character at `offset` of the text at `path`; null where the two do not run alike. */
  readonly locate: (path: Path, offset: number) => { readonly line: number; readonly column: number } | null;
}

const fieldName = (path: Path): string =>
  path.reduce<string>((name, step) => (typeof step === 'number' ? `${name}[${step}]` : name ? `${name}.${step}` : step), '') ||
  '(root)';

/** Reads one YAML text against a schema; every breach of it comes back with its line, none stops the others. */
export function readYaml<S extends z.ZodType>(file: string, content: string, schema: S): YamlFile<z.output<S>> {
  const lines = new LineCounter();
  const document = parseDocument<ParsedNode>(content, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  const lineOf = (offset: number): number => lines.linePos(offset).line;

  /** Line of the node at `path`, or of its nearest ancestor that is there. */
  const lineAt = (path: Path, key?: string): number => {
    for (let length = path.length; length >= 0; length--) {
      const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
      if (!isNode(node) || !node.range) continue;
      if (key !== undefined && isMap(node)) {
        const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
        if (isNode(pair?.key) && pair.key.range) return lineOf(pair.key.range[0]);
      }
      return lineOf(node.range[0]);
    }
    return 1;
  };
  const fault = (path: Path, rule: string, message: Text, value?: unknown): PlanError => ({
    file,
    line: lineAt(path),
    field: fieldName(path),
    rule,
    value: shown(value),
    message,
  });

  const locate: YamlFile<unknown>['locate'] = (path, offset) => {
    const node = document.getIn(path, true);
    if (!isScalar(node) || typeof node.value !== 'string' || !node.range) return null;
    const [start, end] = node.range;
    if (node.type === 'BLOCK_LITERAL') {
      const body = content.slice(content.indexOf('\n', start) + 1);
      const indent = /^(?: *\n)*( *)/.exec(body)?.[1]?.length ?? 0;
      const before = node.value.slice(0, offset).split('\n');
      return { line: lineOf(start) + before.length, column: indent + (before.at(-1)?.length ?? 0) + 1 };
    }
    const quoted = node.type === 'PLAIN' ? 0 : 1;
    // Escapes, or lines folded into one: the text and the file differ in length, and no column would be right.
    if (content.slice(start + quoted, end - quoted) !== node.value) return null;
    const { line, col } = lines.linePos(start + quoted + offset);
    return { line, column: col };
  };

  const syntax = document.errors.map(
    (error): PlanError => ({
      file,
      line: lineOf(error.pos[0]),
      field: '(yaml)',
      rule: error.code === 'DUPLICATE_KEY' ? 'duplicate-key' : 'yaml-syntax',
      value: '',
      message: { zh: `YAML 语法错误：${error.message}`, en: `YAML syntax: ${error.message}` },
    }),
  );
  if (syntax.length > 0) return { value: null, errors: syntax, fault, locate };

  let raw: unknown;
  try {
    // Without a limit a small file of nested aliases would grow into gigabytes.
    raw = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    const { message } = error as Error;
    return { value: null, errors: [fault([], 'yaml-aliases', { zh: `YAML 引用过多：${message}`, en: message })], fault, locate };
  }
  const checked = schema.safeParse(raw);
  if (checked.success) return { value: checked.data, errors: [], fault, locate };
  const errors = checked.error.issues.map((issue): PlanError => {
    const path = issue.path.filter((step) => typeof step !== 'symbol');
    const key = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
    const field = key === undefined ? path : [...path, key];
    return {
      file,
      line: lineAt(path, key),
      field: fieldName(field),
      ...describeIssue(issue),
      value: shown(field.reduce<unknown>((at, step) => (at as Record<string | number, unknown> | null)?.[step], raw)),
    };
  });
  return { value: null, errors, fault, locate };
}
