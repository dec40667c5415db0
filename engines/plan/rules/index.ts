export {
  type CompiledReading,
  type CompiledScope,
  compileExpression,
  compileRules,
  type Rule,
  readRules,
} from './compile-rules.ts';
export * from './evaluate-rule.ts';
export { parseExpression } from './parse-expression.ts';
export type { RuleSpec } from './rules-schema.ts';
export { type Change, smallestChange } from './smallest-change.ts';
export type { ExpressionError } from './syntax.ts';
export type { FactUsed, Leaf, MissingFact } from './values.ts';
export type {
  AttributeSpec,
  CodeList,
  CollectionSpec,
  FactSource,
  LinkSpec,
  Listing,
  Raw,
  SubjectName,
  TestSpec,
  TypeSpec,
  Unit,
  ValueType,
  Vocabulary,
} from './vocabulary.ts';
