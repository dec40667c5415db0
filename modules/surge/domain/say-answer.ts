import type { DueConversion, KindOutlook } from '../contract.ts';
import { kindTitles } from './word-titles.ts';

interface Said {
  readonly zh: string;
  readonly en: string;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** A day as it is written in each language. */
function sayDay(day: string): Said {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return { zh: `${year}年${month}月${date}日`, en: `${date} ${months[month - 1]} ${year}` };
}

const sayDue = (one: DueConversion): Said => {
  const [from, to] = [kindTitles[one.from], kindTitles[one.to]];
  const [needed, order] = [sayDay(one.neededOn), sayDay(one.orderBy)];
  const zhLate = one.lateDays > 0 ? `，下令已晚 ${one.lateDays} 天，请立即下令` : '';
  const enLate = one.lateDays > 0 ? `; that was ${one.lateDays} days ago, order it now` : '';
  return {
    zh: `${one.institutionName}“${one.wardName}”（${one.beds} 张${from.zh}）须在${needed.zh}前转为${to.zh}；转换需 ${one.leadHours} 小时，最晚${order.zh}下令${zhLate}。`,
    en: `${one.institutionName}, “${one.wardName}” (${one.beds} ${from.en} beds) must be ${to.en} by ${needed.en}; it takes ${one.leadHours} hours, so order it by ${order.en}${enLate}.`,
  };
};

const sayLeft = ({ kind, left, leftOn }: KindOutlook): Said[] =>
  left === 0 || leftOn === null
    ? []
    : [
        {
          zh: `能转换的都转换后，${kindTitles[kind].zh}在${sayDay(leftOn).zh}仍缺 ${left} 张：需要增加可转换病区，或请求支援。`,
          en: `With all that can convert, ${left} ${kindTitles[kind].en} beds are still short on ${sayDay(leftOn).en}: more wards must be made convertible, or help asked for.`,
        },
      ];

/** The answer in words: what must convert by when, the most urgent first; that all is well is said, too. */
export function sayAnswer(due: readonly DueConversion[], outlook: readonly KindOutlook[], until: string): Said[] {
  const said = [...outlook.flatMap(sayLeft), ...due.map(sayDue)];
  const enough: Said = {
    zh: `到${sayDay(until).zh}为止，现有病床够用，不需要转换病区。`,
    en: `Until ${sayDay(until).en} the beds there are will do; no ward needs to convert.`,
  };
  return said.length === 0 ? [enough] : said;
}
