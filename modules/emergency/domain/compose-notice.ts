import type { Language } from '@songhua/kernel';
import type { Board, Notice, NoticeProposal, Situation } from '../contract.ts';
import { departmentWords, kindWords, levelWords, momentWords } from './situation-words.ts';

type Say = (zh: string, en: string) => string;
const sayIn =
  (language: Language): Say =>
  (zh, en) =>
    language === 'zh' ? zh : en;

/** Tasks a bulletin lists; the board has the rest. */
const mostTasks = 20;

function facts({ event, reports }: Board, say: Say, language: Language): string {
  const latest = reports.at(-1);
  const place = `${event.areaName[language]}${event.place ? ` ${event.place}` : ''}`;
  const [kind, level] = [kindWords[event.kind][language], event.level && levelWords[event.level][language]];
  const counts = latest
    ? say(
        `截至${momentWords(latest.asOf, 'zh')}，报告病例 ${latest.cases} 例，死亡 ${latest.deaths} 例。`,
        `By ${momentWords(latest.asOf, 'en')} ${latest.cases} cases and ${latest.deaths} deaths were reported.`,
      )
    : say('病例数尚未报告。', 'No counts have been reported yet.');
  const graded = level === null ? say('尚未定级。', 'Not graded yet.') : say(`事件级别：${level}。`, `${level}.`);
  return say(
    `${place}发生${kind}：${event.title}。${counts}${graded}`,
    `${kind} at ${place}: ${event.title}. ${counts} ${graded}`,
  );
}

/** A text for people to begin from: the facts of the latest report, what the plan says to whom, and what is asked of departments by when. */
export function composeNotice(board: Board, audience: Notice['audience'], language: Language): NoticeProposal {
  const say = sayIn(language);
  const { event, plan, proposal } = board;
  const planned = plan?.notices.find(
    (one) => one.audience === audience && (event.level === null || one.levels.includes(event.level)),
  );
  const open = board.tasks.filter(({ state }) => state === 'waiting' || state === 'acknowledged');
  const asked = open.slice(0, mostTasks).map((one) => {
    const [who, due] = [departmentWords[one.department][language], momentWords(one.dueAt, language)];
    return say(`${who}：${one.title.zh}（${due}前）`, `${who}: ${one.title.en} (by ${due})`);
  });
  const rule = proposal?.applies[0];
  const titles = {
    public: say('致市民健康提示', 'Health advice to residents'),
    departments: say(`关于${event.title}的情况通报`, `Bulletin: ${event.title}`),
    government: say(`关于${event.title}的决策建议`, `Advice to government: ${event.title}`),
  };
  const parts = [
    facts(board, say, language),
    audience === 'government' && rule && say(`分级标准：${rule.summary.zh}`, `Grading rule: ${rule.summary.en}`),
    planned?.body[language],
    audience === 'departments' && asked.length > 0 && `${say('任务与时限：', 'Tasks and deadlines:')}\n${asked.join('\n')}`,
  ];
  return {
    title: (planned?.title[language] && audience === 'public' ? planned.title[language] : titles[audience]).slice(0, 200),
    body: parts
      .filter((part) => typeof part === 'string')
      .join('\n')
      .slice(0, 4000),
    departments: audience === 'departments' ? [...new Set(open.map(({ department }) => department))] : [],
  };
}

/** A notice as it is published or handed over: its date, who approved it, whom it went to. */
export function writeNotice({ event, now }: Board, notice: Notice, language: Language): Situation {
  const say = sayIn(language);
  const { state, decidedAt, decidedBy, to } = notice;
  const line =
    state === 'sent' && decidedAt !== null
      ? say(
          `${momentWords(decidedAt, 'zh')} · 批准：${decidedBy ?? '—'}`,
          `${momentWords(decidedAt, 'en')} · approved by ${decidedBy ?? '—'}`,
        )
      : state === 'draft'
        ? say('草稿，未经批准，不得发布', 'A draft: not approved, not to be published')
        : say('已撤回', 'Withdrawn');
  return {
    title: notice.title,
    line,
    generatedAt: now,
    sections: [
      { heading: say('正文', 'Text'), paragraphs: notice.body.split('\n').filter((one) => one.trim() !== ''), table: null },
      ...(to.length > 0
        ? [
            {
              heading: say('发送', 'Sent to'),
              paragraphs: [to.map(({ name }) => name[language]).join(say('、', ', '))],
              table: null,
            },
          ]
        : []),
    ],
    note: say(`事件编号 ${event.number}。`, `Event ${event.number}.`),
  };
}
