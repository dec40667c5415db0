import { type Label, labels as labelTitles, purposes, type Text } from '@songhua/kernel';
import type { Denial } from '@songhua/records';
import { resourceGroups } from '../policy/resource-groups.ts';
import { listEn, listZh } from '../policy/say-list.ts';

const dayOf = (date: Date): string => new Date(date.getTime() + 8 * 60 * 60_000).toISOString().slice(0, 10);

/** Gathers rows that are alike but for one value: a row for each likeness, with the values. */
function gather<Row, Value>(
  rows: readonly Row[],
  likeness: (row: Row) => string,
  value: (row: Row) => Value,
): { readonly row: Row; readonly values: readonly Value[] }[] {
  const found = new Map<string, { row: Row; values: Value[] }>();
  for (const row of rows) {
    const key = likeness(row);
    const known = found.get(key);
    if (known) known.values.push(value(row));
    else found.set(key, { row, values: [value(row)] });
  }
  return [...found.values()];
}

/** Types in words: whole kinds of record by their title, the rest by R4's names. */
function sayTypes(types: readonly (string | undefined)[]): Text {
  if (types.includes(undefined)) return { zh: '任何记录', en: 'anything' };
  const left = new Set(types);
  const kinds = Object.values(resourceGroups).filter((kind) => kind.types.every((type) => left.has(type)));
  for (const { types: covered } of kinds) for (const type of covered) left.delete(type);
  const rest = [...left].flatMap((type) => type ?? []);
  const zh = [...kinds.map(({ title }) => title.zh), ...(rest.length > 0 ? [` ${rest.join('、')} 记录`] : [])];
  const en = [...kinds.map(({ title }) => title.en), ...(rest.length > 0 ? [`${listEn(rest)} records`] : [])];
  return { zh: listZh(zh), en: listEn(en) };
}

/** The part of them that is sensitive so, where a prohibition is about no more. */
function sayLabels(what: Text, labels: readonly (Label | undefined)[]): Text {
  if (labels.includes(undefined)) return what;
  const titles = labels.flatMap((label) => (label === undefined ? [] : labelTitles[label]));
  return {
    zh: `${what.zh}中涉及${listZh(titles.map(({ zh }) => zh))}的部分`,
    en: `what is on ${listEn(
      titles.map(({ en }) => en),
      'or',
    )} of ${what.en === 'anything' ? 'all records' : what.en}`,
  };
}

function sayWho(institutions: readonly (string | undefined)[], spared: readonly string[], nameOf: (id: string) => string): Text {
  if (!institutions.includes(undefined)) {
    const names = institutions.flatMap((one) => (one === undefined ? [] : nameOf(one)));
    return { zh: listZh(names), en: listEn(names) };
  }
  if (spared.length === 0) return { zh: '任何机构', en: 'any institution' };
  const names = spared.map(nameOf);
  return { zh: `除${listZh(names)}以外的机构`, en: `all institutions but ${listEn(names)}` };
}

const timeKey = ({ since, until, spared = [] }: Denial): string =>
  JSON.stringify([since?.getTime(), until?.getTime(), spared.toSorted()]);

/**
 * What a consent forbids in words, a sentence for what is alike: institutions, kinds of record and purposes that are forbidden together stand
 * together. Days are Beijing's; `nameOf` gives an institution its name.
 */
export function sayDenials(denials: readonly Denial[], nameOf: (institution: string) => string): Text[] {
  const byLabel = gather(
    denials,
    (one) => `${timeKey(one)} ${one.institution} ${one.type} ${one.purpose}`,
    ({ label }) => label,
  ).map(({ row, values }) => ({ ...row, labels: values }));
  const byPurpose = gather(
    byLabel,
    (one) => `${timeKey(one)} ${one.institution} ${one.type} ${one.labels.toSorted().join()}`,
    ({ purpose }) => purpose,
  ).map(({ row, values }) => ({ ...row, purposes: values }));
  const alike = (one: (typeof byPurpose)[number]): string =>
    `${timeKey(one)} ${one.labels.toSorted().join()} ${one.purposes.toSorted().join()}`;
  const byType = gather(
    byPurpose,
    (one) => `${alike(one)} ${one.institution}`,
    ({ type }) => type,
  ).map(({ row, values }) => ({ ...row, types: values }));
  const byInstitution = gather(
    byType,
    (one) => `${alike(one)} ${one.types.toSorted().join()} ${one.institution === undefined}`,
    ({ institution }) => institution,
  );
  return byInstitution.map(({ row: { purposes: why, types, labels, spared = [], since, until }, values: institutions }) => {
    const who = sayWho(institutions, spared, nameOf);
    const what = sayLabels(sayTypes(types), labels);
    const aims = why.includes(undefined) ? [] : why.flatMap((one) => (one === undefined ? [] : purposes[one]));
    const whyZh = aims.length > 0 ? `为${listZh(aims.map(({ zh }) => zh))}` : '';
    const whyEn =
      aims.length > 0
        ? ` for ${listEn(
            aims.map(({ en }) => en),
            'or',
          )}`
        : '';
    // The end is the moment after the last day.
    const last = until && dayOf(new Date(until.getTime() - 1));
    return {
      zh: `禁止${who.zh}${whyZh}查看${what.zh}${since ? `，自 ${dayOf(since)} 起` : ''}${last ? `，至 ${last} 止` : ''}。`,
      en: `Forbids ${who.en} to see ${what.en}${whyEn}${since ? `, from ${dayOf(since)}` : ''}${last ? `, until ${last}` : ''}.`,
    };
  });
}
