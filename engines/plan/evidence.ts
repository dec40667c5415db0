/** A text in both interface languages. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

/**
 * What a fact rests on. `published`: a document and year; `entered`: a person or file here; `computed`: from
 * other facts; `synthetic`: invented by the generator. What rests on several is as weak as the weakest.
 */
export const evidenceKinds = ['published', 'entered', 'computed', 'synthetic'] as const;

export type Evidence = (typeof evidenceKinds)[number];

/** The words for each, the same on pages, in files and on the terminal. */
export const evidenceTitles: Readonly<Record<Evidence, Text>> = {
  published: { zh: '公布', en: 'Published' },
  entered: { zh: '录入', en: 'Entered' },
  computed: { zh: '计算', en: 'Computed' },
  synthetic: { zh: '合成', en: 'Synthetic' },
};

/** The weakest of several kinds of evidence: one synthetic part makes the whole synthetic. */
export const weakest = (kinds: Iterable<Evidence>): Evidence =>
  [...kinds].reduce<Evidence>((a, b) => (evidenceKinds.indexOf(b) > evidenceKinds.indexOf(a) ? b : a), 'published');
