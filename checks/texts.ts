import type { Finding, SourceFile } from './source.ts';

const hanzi = /\p{Script=Han}/u;

type Leaves = ReadonlyMap<string, string>;

function leavesOf(value: unknown, prefix = ''): [string, string][] {
  if (typeof value === 'string') return [[prefix, value]];
  if (typeof value !== 'object' || value === null) return [[prefix, '']];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, prefix === '' ? key : `${prefix}.${key}`));
}

// English has two plural forms and Chinese one: `rows_one` and `rows_other` stand beside `rows` or `rows_other`.
const singular = (key: string): string => key.replace(/_(zero|one|two|few|many|other)$/, '');
const placeholders = (text: string): string =>
  [...text.matchAll(/\{\{?\s*(\w+)[^}]*\}\}?/g)]
    .map((found) => found[1])
    .sort()
    .join(' ');

function compare(path: string, zh: Leaves, en: Leaves): Finding[] {
  const findings: Finding[] = [];
  const find = (rule: string, message: string) => findings.push({ rule: `texts.${rule}`, path, message });
  const known = { zh: new Set([...zh.keys()].map(singular)), en: new Set([...en.keys()].map(singular)) };
  for (const key of known.zh.difference(known.en)) find('missing', `${key} has no English text`);
  for (const key of known.en.difference(known.zh)) find('missing', `${key} has no Chinese text`);
  for (const [language, leaves] of Object.entries({ zh, en })) {
    for (const [key, text] of leaves) if (text.trim() === '') find('empty', `${key} is empty in ${language}`);
  }
  for (const [key, text] of zh) {
    const other = en.get(key);
    if (other !== undefined && placeholders(text) !== placeholders(other))
      find('placeholders', `${key} fills other places in the two languages`);
  }
  for (const [key, text] of en)
    if (hanzi.test(text) && !/language|lang/i.test(key)) find('language', `${key} is Chinese in the English file`);
  return findings;
}

/** The Chinese and English texts of each part say the same things. */
export function checkTexts(files: readonly SourceFile[]): Finding[] {
  const texts = new Map(
    files.filter(({ path }) => /(^|\/)i18n\/(zh|en)\.json$/.test(path)).map(({ path, text }) => [path, text]),
  );
  const folders = new Set([...texts.keys()].map((path) => path.slice(0, path.lastIndexOf('/'))));
  return [...folders].flatMap((folder) => {
    const [zh, en] = ['zh', 'en'].map((language) => texts.get(`${folder}/${language}.json`));
    if (zh === undefined || en === undefined) {
      return [{ rule: 'texts.file', path: folder, message: `${zh === undefined ? 'zh' : 'en'}.json is missing` }];
    }
    return compare(folder, new Map(leavesOf(JSON.parse(zh))), new Map(leavesOf(JSON.parse(en))));
  });
}
