import type { DueConversion, KindOutlook } from '../contract.ts';
import { kindTitles } from './word-titles.ts';

interface Said {
  readonly zh: string;
  readonly en: string;
}

const sayDue = (one: DueConversion): Said => {
  const [from, to] = [kindTitles[one.from], kindTitles[one.to]];
  const zhLate = one.lateDays > 0 ? `，下令已晚 ${one.lateDays} 天，请立即下令` : '';
  const enLate = one.lateDays > 0 ? `; that was ${one.lateDays} days ago, order it now` : '';
  return {
    zh: `${one.institutionName}“${one.wardName}”（${one.beds} 张${from.zh}）须在 ${one.neededOn} 前转为${to.zh}；转换需 ${one.leadHours} 小时，最晚 ${one.orderBy} 下令${zhLate}。`,
    en: `${one.institutionName}, “${one.wardName}” (${one.beds} ${from.en} beds) must be ${to.en} by ${one.neededOn}; it takes ${one.leadHours} hours, so order it by ${one.orderBy}${enLate}.`,
  };
};

const sayLeft = ({ kind, left, leftOn }: KindOutlook): Said[] =>
  left === 0
    ? []
    : [
        {
          zh: `能转换的都转换后，${kindTitles[kind].zh}在 ${leftOn} 仍缺 ${left} 张：需要增加可转换病区，或请求支援。`,
          en: `With all that can convert, ${left} ${kindTitles[kind].en} beds are still short on ${leftOn}: more wards must be made convertible, or help asked for.`,
        },
      ];

/** The answer in words: what must convert by when, the most urgent first; that all is well is said, too. */
export function sayAnswer(due: readonly DueConversion[], outlook: readonly KindOutlook[], until: string): Said[] {
  const said = [...outlook.flatMap(sayLeft), ...due.map(sayDue)];
  const enough: Said = {
    zh: `到 ${until} 为止，现有病床够用，不需要转换病区。`,
    en: `Until ${until} the beds there are will do; no ward needs to convert.`,
  };
  return said.length === 0 ? [enough] : said;
}
