import { dateOf } from '@songhua/engine-outbreak/calendar/days.ts';
import { methods } from '@songhua/engine-outbreak/detect-by-name.ts';
import type { OutbreakWarning, WarningReason } from '@songhua/engine-outbreak/fusion/raise-warnings.ts';
import type { WarningLevel } from '@songhua/engine-outbreak/fusion/thresholds.ts';
import type { Text } from '@songhua/kernel';
import type { ChannelView } from '../contract.ts';
import type { DailySeries } from './detection-series.ts';
import { subjectOf } from './fuse-night.ts';
import { type Judgement, weeksOf } from './judge-night.ts';
import { channelWords } from './signal-words.ts';

export const levelNames: Readonly<Record<WarningLevel, Text>> = {
  red: { zh: '红色', en: 'red' },
  orange: { zh: '橙色', en: 'orange' },
  yellow: { zh: '黄色', en: 'yellow' },
  blue: { zh: '蓝色', en: 'blue' },
};

/** Hours until the first verdict is due. */
export const answerHoursOf = (level: WarningLevel): number => (level === 'red' || level === 'orange' ? 2 : 24);

const short = (p: number): string => (p < 0.001 ? p.toExponential(1) : p.toFixed(3));
const listed = (names: readonly Text[]): Text => ({
  zh: names.map(({ zh }) => zh).join('、'),
  en: names.map(({ en }) => en).join(', '),
});

/** A reason of the engine in words. */
export function sayReason(reason: WarningReason): Text {
  switch (reason.kind) {
    case 'immediate':
      return {
        zh: `${reason.signals.length} 条信号属于 1 例即报，直接为${levelNames[reason.level].zh}`,
        en: `${reason.signals.length} signals for which one case is enough: ${levelNames[reason.level].en} at once`,
      };
    case 'channel': {
      const { channel, p, looks, speaks, sharesWith } = reason.evidence;
      const shared = listed(sharesWith.map((one) => channelWords[one]));
      // A rule is no statistic: it has no p of its own, and that of what was counted beside it is not why the channel speaks.
      if (reason.evidence.strongest.level === 'immediate')
        return {
          zh: `${channelWords[channel].zh}：一例即报（规则），不看统计`,
          en: `${channelWords[channel].en}: one case is enough (rule), whatever the statistics say`,
        };
      const zh = sharesWith.length > 0 ? `，与${shared.zh}可能是同一批病人，只算一个` : '';
      const en = sharesWith.length > 0 ? `; may be the same patients as ${shared.en} and counts once with it` : '';
      return {
        zh: `${channelWords[channel].zh}${speaks ? '异常' : '未见异常'}：p=${short(p)}（已按 ${looks} 次判断校正）${zh}`,
        en: `${channelWords[channel].en} ${speaks ? 'speaks' : 'does not speak'}: p ${short(p)}, ${looks} looks counted${en}`,
      };
    }
    case 'silent': {
      const names = listed(reason.channels.map((one) => channelWords[one]));
      return { zh: `有监测但无异常：${names.zh}`, en: `Watched and silent: ${names.en}` };
    }
    case 'combined':
      // No channel’s statistics speak: of rules nothing is combined.
      if (reason.combined.statistic === 0)
        return {
          zh: `${reason.speaking} 个独立渠道异常`,
          en: `${reason.speaking} independent ${reason.speaking === 1 ? 'channel speaks' : 'channels speak'}`,
        };
      return {
        zh: `${reason.speaking} 个独立渠道异常，合并 p=${short(reason.combined.p)}（Fisher）`,
        en: `${reason.speaking} independent channels speak; together p ${short(reason.combined.p)} (Fisher)`,
      };
    case 'reached':
      return {
        zh: `达到${levelNames[reason.limit.level].zh}界：至少 ${reason.limit.channels} 个渠道且 p≤${reason.limit.p}（阈值第 ${reason.version} 版）`,
        en: `Reaches ${levelNames[reason.limit.level].en}: ${reason.limit.channels} or more channels and p ≤ ${reason.limit.p} (thresholds, version ${reason.version})`,
      };
    case 'lacks': {
      const zh = [
        ...(reason.channels > 0 ? [`${reason.channels} 个渠道`] : []),
        ...(reason.p ? [`p 降到 ${reason.limit.p}`] : []),
      ];
      const en = [
        ...(reason.channels > 0 ? [`${reason.channels} more channels`] : []),
        ...(reason.p ? [`p of ${reason.limit.p}`] : []),
      ];
      return {
        zh: `未达${levelNames[reason.limit.level].zh}，还差：${zh.join('、')}`,
        en: `Not ${levelNames[reason.limit.level].en}: lacks ${en.join(' and ')}`,
      };
    }
  }
}

const weeksShown = 104;

/** Each channel of a warning with what it counted and what every method said, as it was known that night. */
export function describeChannels(
  { evidence: { county, subject, channels } }: OutbreakWarning,
  judgements: readonly Judgement[],
  series: readonly DailySeries[],
): ChannelView[] {
  return channels.map(({ channel, p, looks, speaks, sharesWith, strongest }) => {
    const about = strongest.subject;
    const own = judgements.filter(
      (one) => one.channel === channel && one.area === county && one.town === '' && subjectOf(one.subject) === subject,
    );
    const counted = series.find(
      (one) => one.channel === channel && one.area === county && one.town === '' && one.subject === about,
    );
    const weeks = counted ? weeksOf(counted) : null;
    const from = weeks ? Math.max(0, weeks.counts.length - weeksShown) : 0;
    return {
      ...{
        channel,
        subject: about,
        p,
        looks,
        speaks,
        sharesWith: [...sharesWith],
        observed: strongest.observed,
        expected: strongest.expected,
      },
      ...{ from: dateOf(strongest.from), to: dateOf(strongest.to) },
      judgements: own.map((one) => ({
        ...{ method: one.method, methodName: methods.get(one.method)?.title ?? { zh: one.method, en: one.method } },
        ...{ step: one.step, observed: one.observed, expected: one.expected, upper: one.upper, alarm: one.alarm, p: one.p },
        ...{ from: dateOf(one.from), to: dateOf(one.to) },
      })),
      weeks: (weeks?.counts.slice(from) ?? []).map((count, at) => ({
        from: dateOf((weeks?.firstDay ?? 0) + 7 * (from + at)),
        count,
      })),
    };
  });
}
