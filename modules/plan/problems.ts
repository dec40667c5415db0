import type { ProblemTable } from '@songhua/kernel';

/** Everything this module may refuse. */
export const problems = {
  'plan.unknown-plan': { status: 404, zh: '没有编号为“{plan}”的规划。', en: 'There is no plan “{plan}”.' },
  'plan.unknown-area': { status: 404, zh: '规划“{plan}”的地区中没有代码 {area}。', en: 'The plan “{plan}” has no area {area}.' },
  'plan.unknown-indicator': {
    status: 404,
    zh: '规划“{plan}”没有指标 {indicator}。',
    en: 'The plan “{plan}” has no indicator {indicator}.',
  },
  'plan.unknown-rule': { status: 404, zh: '规划“{plan}”没有规则 {rule}。', en: 'The plan “{plan}” has no rule {rule}.' },
  'plan.unknown-subject': {
    status: 404,
    zh: '规则 {rule} 不涉及“{subject}”，或它不在所选地区内。',
    en: 'The rule {rule} is not asked of “{subject}”, or it does not lie in the area chosen.',
  },
  'plan.unknown-clause': { status: 404, zh: '规划“{plan}”没有条款 {clause}。', en: 'The plan “{plan}” has no clause {clause}.' },
  'plan.unknown-table': { status: 404, zh: '规划“{plan}”没有表“{table}”。', en: 'The plan “{plan}” has no table “{table}”.' },
  'plan.unknown-document': { status: 404, zh: '没有编号为 {document} 的规划文件。', en: 'There is no plan document {document}.' },
  'plan.wrong-document': {
    status: 422,
    zh: '文中没有文号“{number}”，不是这个规划所依据的文件。请选择文件原文的文本。',
    en: 'The text does not hold the document number “{number}”, so it is none of the documents this plan rests on. Choose the text of the document itself.',
  },
  'plan.no-clause-found': {
    status: 422,
    zh: '文中有文号，但规划的 {wanted} 处条款一处也没有找到，可能只是提到这个规划的另一份文件，或转换时丢了章节标题。请换用完整的原文文本。',
    en: 'The text holds the document number, but not one of the plan’s {wanted} clauses: it may be another document that only names the plan, or its headings were lost when it was converted. Load the complete text.',
  },
  'plan.document-already-loaded': {
    status: 409,
    zh: '同样的文本已载入，编号 {document}。',
    en: 'The very same text is loaded already, as {document}.',
  },
  'plan.document-too-large': {
    status: 413,
    zh: '文本有 {bytes} 字节，超过上限 {limit} 字节。',
    en: 'The text has {bytes} bytes; the limit is {limit}.',
  },
  'plan.document-not-text': {
    status: 422,
    zh: '这不是文本文件。请先把 PDF 或 Word 另存为纯文本（UTF-8）再载入。',
    en: 'This is not a text. Save the PDF or Word file as plain text (UTF-8) first.',
  },
} as const satisfies ProblemTable;
