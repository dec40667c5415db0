import type { Text } from '../evidence.ts';
import { parseSection } from '../find-clauses.ts';
import type { PlanError } from '../plan-error.ts';
import { csvFault, readCsv } from '../read-csv.ts';
import { clauseTypes, type Embodiment, embodimentKinds, type PlanClause } from './clause.ts';

const header = ['id', 'document', 'section', 'type', 'summary_zh', 'summary_en', 'locator', 'embodied_by'] as const;
const idForm = /^[A-Z]?\d{1,2}[A-Za-z0-9.-]{0,30}$/;
const refForm = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;

/** The ids that references may name; null where the file that defines them is not there, and nothing can be told. */
export interface Referable {
  readonly indicator: ReadonlySet<string>;
  readonly rule: ReadonlySet<string> | null;
  readonly task: ReadonlySet<string> | null;
}

const unknown: Readonly<Record<keyof Referable, Text>> = {
  indicator: { zh: '引用了没有定义的指标', en: 'refers to an indicator that is not defined' },
  rule: { zh: '引用了没有定义的规则', en: 'refers to a rule that is not defined' },
  task: { zh: '引用了没有定义的任务', en: 'refers to a task that is not defined' },
};

type Fault = (field: string, rule: string, message: Text, value: string) => void;

const isKind = (kind: string): kind is Embodiment['kind'] => embodimentKinds.some((known) => known === kind);

/** `indicator:2.3-T01 task:drills` as a list; every wrong word of it is a fault of its own. */
function readEmbodiments(words: string, known: Referable, fault: Fault): Embodiment[] {
  const found: Embodiment[] = [];
  for (const word of words.split(' ').filter((part) => part !== '')) {
    const [kind = '', ref = '', ...rest] = word.split(':');
    if (!isKind(kind) || !refForm.test(ref) || rest.length > 0) {
      const message = {
        zh: `应写作 种类:编号，种类为 ${embodimentKinds.join('、')} 之一`,
        en: `must be kind:ref, the kind one of ${embodimentKinds.join(', ')}`,
      };
      fault('embodied_by', 'embodiment', message, word);
      continue;
    }
    if ((kind === 'indicator' || kind === 'rule' || kind === 'task') && known[kind]?.has(ref) === false)
      fault('embodied_by', `undefined-${kind}`, unknown[kind], word);
    if (found.some((other) => other.kind === kind && other.ref === ref))
      fault('embodied_by', 'twice', { zh: '重复出现', en: 'stands here a second time' }, word);
    found.push({ kind, ref });
  }
  if (found.length === 0) {
    const message = { zh: '每条至少写明由什么落实', en: 'says what embodies the clause, at least one thing' };
    fault('embodied_by', 'required', message, words);
  }
  return found;
}

/** The clauses of a CSV text, or what is wrong with it, line by line: forms, doubles, and references that lead nowhere. */
export function parseClauses(
  file: string,
  text: string,
  known: Referable,
): { readonly clauses: readonly PlanClause[]; readonly errors: readonly PlanError[] } {
  const { rows, errors: broken } = readCsv(file, text, header);
  const errors = [...broken];
  const seen = new Set<string>();
  const clauses = rows.flatMap(({ line, cells }): PlanClause[] => {
    const { id = '', document = '', section = '', type = '', locator = '', summary_zh: zh = '', summary_en: en = '' } = cells;
    const fault: Fault = (field, rule, message, value) => {
      errors.push(csvFault(file, line, field, rule, message, value));
    };
    if (!idForm.test(id)) fault('id', 'form', { zh: '应为 4.1.2-b 形式的编号', en: 'must be an id like 4.1.2-b' }, id);
    if (seen.has(id)) fault('id', 'duplicate-id', { zh: '编号重复', en: 'this id is used twice' }, id);
    seen.add(id);
    for (const [field, value] of Object.entries({ document, summary_zh: zh, summary_en: en })) {
      if (value.trim() === '') fault(field, 'required', { zh: '不能为空', en: 'must not be empty' }, value);
    }
    if (parseSection(section).length === 0) {
      const message = { zh: '应以“一、标题”形式的章名开头', en: 'must begin with a chapter like 一、标题' };
      fault('section', 'section', message, section);
    }
    if (locator.length < 2 || locator.length > 24)
      fault('locator', 'length', { zh: '应为 2 至 24 个字符', en: 'must have 2 to 24 characters' }, locator);
    const kind = clauseTypes.find((one) => one === type);
    if (kind === undefined) {
      const message = { zh: `只能是 ${clauseTypes.join('、')} 之一`, en: `must be one of ${clauseTypes.join(', ')}` };
      fault('type', 'one-of', message, type);
    }
    const embodiedBy = readEmbodiments(cells.embodied_by ?? '', known, fault);
    return kind ? [{ id, document, section, type: kind, summary: { zh, en }, locator, embodiedBy }] : [];
  });
  return { clauses, errors };
}
