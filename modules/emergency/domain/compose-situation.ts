import type { Language } from '@songhua/kernel';
import type { Board, Situation } from '../contract.ts';
import { departmentWords, levelWords, momentWords, reportWords, stateWords, taskWords } from './situation-words.ts';

type Section = Situation['sections'][number];
type Say = (zh: string, en: string) => string;

const number = (value: number | null): string => (value === null ? '—' : String(value));

/** Whether a store of one area is one's own, or the city's over it: by the codes of divisions, of which a city's ends in `00`. */
const isNear = (store: string, area: string): boolean =>
  store.startsWith(area.replace(/(00)+$/, '')) || area.startsWith(store.replace(/(00)+$/, ''));

function overview({ event, gradings, responses, clocks }: Board, say: Say, language: Language): Section {
  const graded = gradings.at(-1);
  const response = responses.findLast(({ endedAt }) => endedAt === null);
  const place = `${event.areaName[language]}${event.place ? ` ${event.place}` : ''}`;
  const steps = {
    detect: say('发现', 'detection'),
    notify: say('报告', 'notification'),
    respond: say('早期响应', 'early response'),
    report: say('法定 2 小时报告', 'report within the law’s 2 hours'),
  };
  const states = {
    met: say('达标', 'in time'),
    late: say('超时', 'late'),
    running: say('计时中', 'running'),
    overdue: say('已超时未完成', 'overdue'),
    unknown: say('起点不明', 'beginning not known'),
  };
  const clockWords = clocks.map(
    ({ step, state, hours }) =>
      `${steps[step]} ${states[state]}${hours === null ? '' : say(`（${hours} 小时）`, ` (${hours} h)`)}`,
  );
  return {
    heading: say('一、基本情况', '1. The event'),
    paragraphs: [
      say(
        `事件编号 ${event.number}，发生地：${place}，当前状态：${stateWords[event.state].zh}。`,
        `Number ${event.number}, at ${place}: ${stateWords[event.state].en}.`,
      ),
      graded
        ? say(
            `级别由${graded.by ?? '系统'}于${momentWords(graded.at, language)}确定，理由：${graded.reason}。`,
            `Its level was decided by ${graded.by ?? 'the system'} on ${momentWords(graded.at, language)}: ${graded.reason}.`,
          )
        : say('尚未定级。', 'It has not been graded.'),
      ...(response
        ? [
            say(
              `${response.level} 级响应于${momentWords(response.startedAt, language)}启动，依据《${response.planTitle.zh}》。`,
              `The response of level ${response.level} began on ${momentWords(response.startedAt, language)} by “${response.planTitle.en}”.`,
            ),
          ]
        : []),
      say(`7-1-7 指标与法定时限：${clockWords.join('；')}。`, `7-1-7 and the law’s limit: ${clockWords.join('; ')}.`),
    ],
    table: null,
  };
}

function epidemic({ reports }: Board, say: Say, language: Language): Section {
  const latest = reports.at(-1);
  return {
    heading: say('二、疫情与伤亡', '2. Cases'),
    paragraphs: latest ? [latest.situation] : [say('尚无报告。', 'Nothing has been reported.')],
    table: latest
      ? {
          columns: [
            say('报告', 'Report'),
            say('数据截至', 'As of'),
            say('病例', 'Cases'),
            say('死亡', 'Deaths'),
            say('住院', 'In hospital'),
            say('重症', 'Severe'),
            say('暴露', 'Exposed'),
          ],
          rows: reports.map((one) => [
            reportWords[one.kind][language],
            momentWords(one.asOf, language),
            ...[one.cases, one.deaths, one.hospitalised, one.severe, one.exposed].map(number),
          ]),
        }
      : null,
  };
}

function measures({ reports, notices, calls }: Board, say: Say): Section {
  const said = reports.flatMap((one) => (one.measures === null ? [] : [one.measures]));
  const answered = (call: Board['calls'][number]): number => call.called.filter(({ answer }) => answer === 'coming').length;
  const done = [
    ...said,
    ...calls.map((call) =>
      say(
        `调集${call.teamName}：${call.called.length} 人中 ${answered(call)} 人应答到场。`,
        `${call.teamName} was called up: ${answered(call)} of ${call.called.length} are coming.`,
      ),
    ),
    ...notices
      .filter(({ state }) => state === 'sent')
      .map(({ title, to }) => {
        const have = to.filter(({ acknowledgedAt }) => acknowledgedAt !== null).length;
        return to.length === 0
          ? say(`已发出《${title}》。`, `Issued: “${title}”.`)
          : say(
              `已发出《${title}》，${to.length} 个单位中 ${have} 个确认收到。`,
              `Issued: “${title}”; ${have} of ${to.length} have acknowledged.`,
            );
      }),
  ];
  return {
    heading: say('三、已采取的措施', '3. Measures taken'),
    paragraphs: done.length > 0 ? done : [say('尚未报告措施。', 'No measures have been reported.')],
    table: null,
  };
}

function tasks({ tasks: all }: Board, say: Say, language: Language): Section {
  const live = all.filter(({ state }) => state !== 'cancelled');
  const done = live.filter(({ state }) => state === 'done').length;
  const late = live.filter(({ state, lateHours }) => state !== 'done' && lateHours > 0).length;
  const lapsed = all.filter(({ state, lateHours }) => state === 'cancelled' && lateHours > 0).length;
  return {
    heading: say('四、任务落实', '4. Tasks'),
    paragraphs: [
      live.length > 0
        ? say(
            `共 ${live.length} 项任务，完成 ${done} 项，逾期未完成 ${late} 项。`,
            `Of ${live.length} tasks ${done} are done and ${late} are late.`,
          )
        : say('尚未启动响应。', 'No response has been started.'),
      ...(lapsed > 0 ? [say(`另有 ${lapsed} 项任务在取消时已逾期。`, `${lapsed} more were late when they were cancelled.`)] : []),
    ],
    table:
      live.length > 0
        ? {
            columns: [
              say('任务', 'Task'),
              say('责任部门', 'Department'),
              say('期限', 'Due'),
              say('状态', 'State'),
              say('逾期', 'Late'),
            ],
            rows: live.map((one) => [
              one.title[language],
              departmentWords[one.department][language],
              momentWords(one.dueAt, language),
              taskWords[one.state][language],
              one.lateHours > 0 ? say(`${one.lateHours} 小时`, `${one.lateHours} h`) : '—',
            ]),
          }
        : null,
  };
}

/** Stock below its minimum, of the event's county and of the city that sends to it. */
function needs({ event, reports, pool }: Board, say: Say): Section {
  const asked = reports.findLast((one) => one.needs !== null)?.needs;
  const short = pool.supplies.filter(({ area, usable, minimum }) => usable < minimum && isNear(area, event.area));
  const lines = [
    ...(asked ? [asked] : []),
    ...short.map(({ name, place, usable, minimum, unit }) =>
      say(
        `${name}（${place}）可用 ${usable} ${unit}，低于最低储备 ${minimum} ${unit}。`,
        `${name} (${place}): ${usable} ${unit} to use, the minimum is ${minimum} ${unit}.`,
      ),
    ),
  ];
  return {
    heading: say('五、困难与需求', '5. Needs'),
    paragraphs: lines.length > 0 ? lines : [say('无。', 'None.')],
    table: null,
  };
}

/** The situation report of an event as its board stands: head line, level, counts by report, measures, tasks done and late, needs. */
export function composeSituation(board: Board, language: Language): Situation {
  const say: Say = (zh, en) => (language === 'zh' ? zh : en);
  const { event, now, reports } = board;
  const latest = reports.at(-1);
  const level = event.level ? levelWords[event.level][language] : say('未定级', 'not graded');
  const counts = latest
    ? say(`累计病例 ${latest.cases} 例，死亡 ${latest.deaths} 例`, `${latest.cases} cases, ${latest.deaths} deaths`)
    : say('尚无病例报告', 'no counts reported yet');
  return {
    title: say(`${event.title}态势报告`, `Situation report: ${event.title}`),
    line: say(
      `${level} · ${stateWords[event.state].zh} · ${counts}（截至${latest ? momentWords(latest.asOf, 'zh') : '—'}）`,
      `${level} · ${stateWords[event.state].en} · ${counts} (as of ${latest ? momentWords(latest.asOf, 'en') : '—'})`,
    ),
    generatedAt: now,
    sections: [
      overview(board, say, language),
      epidemic(board, say, language),
      measures(board, say),
      tasks(board, say, language),
      needs(board, say),
    ],
    note: say(
      `本报告由系统于${momentWords(now, language)}根据事件登记、报告、任务与物资数据自动生成，数字均可追溯。`,
      `Generated on ${momentWords(now, language)} from the register, the reports, the tasks and the supplies; every figure can be traced.`,
    ),
  };
}
