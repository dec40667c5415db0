import type { Text } from '../evidence.ts';

/** What a clause is about. */
export const clauseTypes = ['indicator', 'resource-standard', 'service-network', 'information-system', 'governance'] as const;
export type ClauseType = (typeof clauseTypes)[number];

/** What carries a clause out: a figure, a rule, data that are kept, a part of the software that does it, or work for people. */
export const embodimentKinds = ['indicator', 'rule', 'registry', 'workflow', 'task'] as const;
export type EmbodimentKind = (typeof embodimentKinds)[number];

export interface Embodiment {
  readonly kind: EmbodimentKind;
  readonly ref: string;
}

/** One thing that a plan or the document above it asks for, in our words, with where its sentence stands. */
export interface PlanClause {
  readonly id: string;
  /** Number of the document. */
  readonly document: string;
  /** Headings joined, as `parseSection` reads them. */
  readonly section: string;
  readonly type: ClauseType;
  readonly summary: Text;
  /** Characters that occur in one sentence or row of the section. */
  readonly locator: string;
  /** At least one. */
  readonly embodiedBy: readonly Embodiment[];
}

/** The headings of a section, outermost first: `三、优化资源配置（一）床位资源配置 1` has three. For grouping. */
export const sectionHeadings = (section: string): string[] =>
  section
    .replace(/（(?=[一二三四五六七八九十百]+）)/g, '\n（')
    .replace(/ (?=\d{1,2}$)/, '\n')
    .split('\n')
    .filter((heading) => heading !== '');
