import type { Language } from '@songhua/kernel';
import type { DrillReport, Judged, Run } from '../contract.ts';
import { milestoneWords, remarkWords, verdictWords } from './words.ts';

type Section = DrillReport['sections'][number];
type Say = (zh: string, en: string) => string;

/** Days, hours and minutes of the drill. */
const clock = (hours: number): string => {
  const minutes = Math.round(hours * 60);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
};

const bad = ({ state }: Judged): boolean => state === 'late' || state === 'missed' || state === 'overdue';

function result({ judged, state }: Run, say: Say, language: Language): Section {
  const met = judged.filter((one) => one.state === 'met').length;
  const late = judged.filter(bad);
  const names = late.map(({ title }) => title[language]).join(language === 'zh' ? '、' : '; ');
  const lines = late.map(({ title, state: how, withinHours, hours }) => {
    const [limit, over] = [clock(withinHours), hours === null ? null : clock(hours - withinHours)];
    if (how === 'late')
      return say(`${title.zh}：做到，但超时 ${over}（时限 ${limit}）。`, `${title.en}: done, ${over} late (limit ${limit}).`);
    return over === null || (hours ?? 0) < withinHours
      ? say(`${title.zh}：未做到（时限 ${limit}）。`, `${title.en}: not done (limit ${limit}).`)
      : say(
          `${title.zh}：未做到，已超过时限 ${over}（时限 ${limit}）。`,
          `${title.en}: not done, ${over} past its limit of ${limit}.`,
        );
  });
  const rows = judged.map((one) => [
    one.title[language],
    one.standard[language] + (one.verified ? '' : say('（未与原文核对）', ' (not checked against the original)')),
    clock(one.withinHours),
    one.hours === null ? '—' : clock(one.hours),
    verdictWords[one.state][language],
  ]);
  return {
    heading: say('二、考核结果', '2. How it went'),
    paragraphs: [
      say(`共 ${judged.length} 项，按时 ${met} 项。`, `Of ${judged.length} points ${met} were in time.`),
      late.length > 0
        ? say(`超时或未做到：${names}。`, `Late or not done: ${names}.`)
        : state === 'ended'
          ? say('没有超时或未做到的事项。', 'Nothing was late or left undone.')
          : say('至此没有超时事项。', 'Nothing is late so far.'),
      ...lines,
    ],
    table: {
      columns: [
        say('考核项', 'Point'),
        say('依据', 'Standard'),
        say('时限', 'Limit'),
        say('用时', 'Took'),
        say('结论', 'Result'),
      ],
      rows,
    },
  };
}

function course({ script, played, happened }: Run, say: Say, language: Language): Section {
  const injects = played.flatMap(({ inject, hours }) => {
    const one = script.injects.find(({ id }) => id === inject);
    return one ? [{ hours, what: say('情景', 'Inject'), text: one.title[language], by: '' }] : [];
  });
  const done = happened.map(({ hours, milestone, said, by }) => ({
    ...{ hours, what: milestoneWords[milestone][language], text: said?.[language] ?? '', by: by ?? say('系统', 'system') },
  }));
  const all = [...injects, ...done].sort((a, b) => a.hours - b.hours);
  return {
    heading: say('三、经过', '3. Course'),
    paragraphs: all.length > 0 ? [] : [say('尚无情景和处置。', 'Nothing has happened yet.')],
    table:
      all.length > 0
        ? {
            columns: [say('演练时间', 'Drill time'), say('事项', 'What'), say('内容', 'About'), say('由谁', 'By')],
            rows: all.map(({ hours, what, text, by }) => [clock(hours), what, text, by]),
          }
        : null,
  };
}

/** The after-action report (演练评估报告) of a run: what was expected, what was late, what happened when, what people noted. */
export function composeReport(run: Run, language: Language): DrillReport {
  const say: Say = (zh, en) => (language === 'zh' ? zh : en);
  const { script, remarks, hours, participants, speed, startedBy } = run;
  return {
    title: say(`演练评估报告：${script.title.zh}`, `After-action report: ${script.title.en}`),
    line: say(
      `${startedBy} 组织 · 演练时间 ${clock(hours)} · ${speed} 倍速`,
      `Held by ${startedBy} · drill time ${clock(hours)} · ${speed} times as fast`,
    ),
    sections: [
      {
        heading: say('一、目的与参加者', '1. Purpose and participants'),
        paragraphs: [script.purpose[language], say(`参加者：${participants}`, `Participants: ${participants}`)],
        table: null,
      },
      result(run, say, language),
      course(run, say, language),
      {
        heading: say('四、优点、不足与整改', '4. Strengths, gaps and what is to be done'),
        paragraphs:
          remarks.length > 0
            ? remarks.map(({ kind, text, by }) => `${remarkWords[kind][language]}：${text}（${by}）`)
            : [say('尚未记录。', 'Nothing has been noted.')],
        table: null,
      },
    ],
    note: say(
      '演练环境中的人和事都是虚构的。用时按演练时间计：现实时间乘以倍速，暂停不计。',
      'People and events of a drill are invented. Times are those of the drill: wall time multiplied by its speed, halts left out.',
    ),
  };
}
