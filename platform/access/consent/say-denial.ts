import { purposes, type Text } from '@songhua/kernel';
import type { Denial } from '@songhua/records';

const dayOf = (date: Date): string => new Date(date.getTime() + 8 * 60 * 60_000).toISOString().slice(0, 10);

/** One prohibition in words, days in Beijing; `nameOf` gives an institution its name. */
export function sayDenial(denial: Denial, nameOf: (institution: string) => string): Text {
  const { institution, spared = [], type, purpose, since, until } = denial;
  const who = institution
    ? { zh: nameOf(institution), en: nameOf(institution) }
    : spared.length > 0
      ? { zh: `除${spared.map(nameOf).join('、')}以外的机构`, en: `all institutions but ${spared.map(nameOf).join(', ')}` }
      : { zh: '任何机构', en: 'any institution' };
  const what = type ? { zh: ` ${type} 记录`, en: `${type} records` } : { zh: '任何记录', en: 'anything' };
  const why = purpose ? { zh: `为${purposes[purpose].zh}`, en: ` for ${purposes[purpose].en}` } : { zh: '', en: '' };
  // The end is the moment after the last day.
  const last = until && dayOf(new Date(until.getTime() - 1));
  const when = {
    zh: `${since ? `，自 ${dayOf(since)} 起` : ''}${last ? `，至 ${last} 止` : ''}`,
    en: `${since ? `, from ${dayOf(since)}` : ''}${last ? `, until ${last}` : ''}`,
  };
  return {
    zh: `禁止${who.zh}${why.zh}查看${what.zh}${when.zh}。`,
    en: `Forbids ${who.en} to see ${what.en}${why.en}${when.en}.`,
  };
}
