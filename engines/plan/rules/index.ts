export { compileExpression, compileRules, type Rule } from './compile-rules.ts';
export * from './evaluate-rule.ts';
export type { RuleSpec } from './rules-schema.ts';
export { smallestChange } from './smallest-change.ts';
export type { FactUsed } from './values.ts';
export type {
  AttributeSpec,
  CodeList,
  CollectionSpec,
  FactSource,
  Listing,
  Raw,
  SubjectName,
  TypeSpec,
  Unit,
  Vocabulary,
} from './vocabulary.ts';
