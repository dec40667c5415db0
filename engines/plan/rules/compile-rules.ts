import type { Text } from '../evidence.ts';
import type { Parsed } from '../parse-plan.ts';
import type { PlanError } from '../plan-error.ts';
import { type Path, readYaml, type YamlFile } from '../read-yaml.ts';
import { compileNode } from './compile-expression.ts';
import type { Compilation, Run } from './compiled.ts';
import { parseExpression } from './parse-expression.ts';
import { type RuleSpec, rulesFile, type ScopeSpec } from './rules-schema.ts';
import type { CodePick } from './shelves.ts';
import { unknownName } from './suggest-name.ts';
import type { ExpressionError } from './syntax.ts';
import type { Truth } from './values.ts';
import type { TypeSpec, Vocabulary } from './vocabulary.ts';

/** A condition about an item of one type, ready to be asked. */
interface Condition {
  readonly run: Run<Truth>;
  /** It in words, made from the vocabulary. */
  readonly say: Text;
  /** The codes for which alone it may hold, where that can be told. */
  readonly pick: CodePick | null;
  /** Whether its margins are all in one unit, so that a margin says something. */
  readonly measured: boolean;
}

export type CompiledExpression =
  | ({ readonly ok: true } & Condition)
  | { readonly ok: false; readonly errors: readonly ExpressionError[] };

/** A yes-no expression about items of a type; or every fault of it, with line, column and what was wanted. */
export function compileExpression(text: string, vocabulary: Vocabulary, typeName: string): CompiledExpression {
  const type = vocabulary.types[typeName];
  if (!type) throw new Error(`the vocabulary has no type ${typeName}`);
  const parsed = parseExpression(text);
  if (!parsed.ok) return parsed;
  const c: Compilation = { text, vocabulary, errors: [] };
  const compiled = compileNode(c, type, parsed.value);
  if (c.errors.length > 0) return { ok: false, errors: c.errors };
  if (compiled.kind === 'truth')
    return {
      ok: true,
      run: compiled.run,
      say: compiled.say,
      pick: compiled.pick ?? null,
      measured: (compiled.units?.size ?? 0) < 2,
    };
  const message = { zh: '整个表达式须是是非判断', en: 'the whole expression must be a yes-no condition' };
  return { ok: false, errors: [{ start: 0, end: text.length, line: 1, column: 1, rule: 'type', message }] };
}

/** One way to read a rule, for one type of subject. */
export interface CompiledScope {
  readonly subject: string;
  readonly type: TypeSpec;
  /** Which subjects it is about; null: all of the type. */
  readonly where: Condition | null;
  readonly require: Condition;
}

export interface CompiledReading {
  readonly id: string;
  readonly text: Text;
  /** The expression as it was written. */
  readonly expression: string;
  readonly scopes: readonly CompiledScope[];
}

/** A rule ready to be evaluated. The first reading decides. */
export interface Rule {
  readonly spec: RuleSpec;
  readonly readings: readonly CompiledReading[];
}

interface Faults extends Pick<YamlFile<unknown>, 'fault' | 'locate'> {
  readonly errors: PlanError[];
}

/** The error inside the expression: line and column of the file where they can be told, else of the expression. */
function expressionFault({ fault, locate }: Faults, path: Path, text: string, error: ExpressionError): PlanError {
  const found = fault(
    path,
    `expression-${error.rule}`,
    error.message,
    text.slice(error.start, Math.max(error.end, error.start + 1)),
  );
  const place = locate(path, error.start);
  if (place) return { ...found, ...place };
  const zh = `表达式第 ${error.line} 行第 ${error.column} 列：${error.message.zh}`;
  const en = `line ${error.line}, column ${error.column} of the expression: ${error.message.en}`;
  return { ...found, message: { zh, en } };
}

function compileCondition(text: string, vocabulary: Vocabulary, type: string, path: Path, faults: Faults): Condition | null {
  const compiled = compileExpression(text, vocabulary, type);
  if (compiled.ok) return compiled;
  faults.errors.push(...compiled.errors.map((error) => expressionFault(faults, path, text, error)));
  return null;
}

interface Place {
  readonly scope: Path;
  readonly require: Path;
}

function compileScopes(scope: ScopeSpec, require: string, vocabulary: Vocabulary, at: Place, faults: Faults): CompiledScope[] {
  const subjects = typeof scope.subject === 'string' ? [scope.subject] : scope.subject;
  return subjects.flatMap((subject) => {
    const type = vocabulary.types[subject];
    if (!type || !vocabulary.subjects.includes(subject)) {
      const message = unknownName({ zh: '规则对象', en: 'subject of rules' }, subject, vocabulary.subjects);
      faults.errors.push(faults.fault([...at.scope, 'subject'], 'undefined-subject', message, subject));
      return [];
    }
    const where =
      scope.where === undefined ? null : compileCondition(scope.where, vocabulary, subject, [...at.scope, 'where'], faults);
    const required = compileCondition(require, vocabulary, subject, at.require, faults);
    return required ? [{ subject, type, where, require: required }] : [];
  });
}

/** The conditions of one rule compiled; its faults are added to `faults`. */
function compileRule(spec: RuleSpec, vocabulary: Vocabulary, at: Path, faults: Faults): Rule {
  if (!spec.readings) {
    const expression = spec.require ?? '';
    const place = { scope: [...at, 'scope'], require: [...at, 'require'] };
    const scopes = compileScopes(spec.scope, expression, vocabulary, place, faults);
    return { spec, readings: [{ id: 'text', text: spec.summary, expression, scopes }] };
  }
  const readings = spec.readings.map((reading, i): CompiledReading => {
    const own: Path = [...at, 'readings', i];
    const place = { scope: reading.scope ? [...own, 'scope'] : [...at, 'scope'], require: [...own, 'require'] };
    const scopes = compileScopes(reading.scope ?? spec.scope, reading.require, vocabulary, place, faults);
    return { id: reading.id, text: reading.text, expression: reading.require, scopes };
  });
  return { spec, readings };
}

const duplicate: Text = { zh: '编号重复', en: 'this id is used twice' };

/** The rules of a `rules.yaml` as data; or every fault, each with file, line, field and both languages. */
export function readRules(file: string, content: string, vocabulary: Vocabulary | null): Parsed<readonly RuleSpec[]> {
  const read = readYaml(file, content, rulesFile);
  if (read.value === null) return { ok: false, errors: read.errors };
  const specs = read.value.rules;
  const faults: Faults = { fault: read.fault, locate: read.locate, errors: [] };
  for (const [i, spec] of specs.entries()) {
    if (specs.findIndex((other) => other.id === spec.id) < i)
      faults.errors.push(read.fault(['rules', i, 'id'], 'duplicate-id', duplicate, spec.id));
    const ids = spec.readings?.map((reading) => reading.id) ?? [];
    for (const [k, id] of ids.entries())
      if (ids.indexOf(id) < k) faults.errors.push(read.fault(['rules', i, 'readings', k, 'id'], 'duplicate-id', duplicate, id));
    if (vocabulary) compileRule(spec, vocabulary, ['rules', i], faults);
  }
  return faults.errors.length > 0 ? { ok: false, errors: faults.errors } : { ok: true, value: specs };
}

/** Rules that `readRules` let through, compiled once for many evaluations. Throws on a rule it would not have let through. */
export function compileRules(specs: readonly RuleSpec[], vocabulary: Vocabulary): readonly Rule[] {
  const faults: Faults = {
    fault: (path, rule, message, value) => ({
      file: 'rules',
      line: 0,
      field: path.join('.'),
      rule,
      value: String(value),
      message,
    }),
    locate: () => null,
    errors: [],
  };
  const rules = specs.map((spec) => compileRule(spec, vocabulary, [spec.id], faults));
  const [first] = faults.errors;
  if (first) throw new Error(`${first.field}: ${first.message.en}`);
  return rules;
}
