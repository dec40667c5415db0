import type { Language, Text } from '@songhua/kernel';
import type { SummaryRow, Task } from '../contract.ts';
import { bindingDue } from './binding-due.ts';
import { daysBetween, monthOf } from './count-days.ts';
import { isPending } from './move-state.ts';
import { stateTitles } from './word-titles.ts';

export interface LetterTable {
  readonly columns: readonly string[];
  /** Shares of the width, together 100. */
  readonly widths: readonly number[];
  readonly rows: readonly (readonly string[])[];
}

export interface Letter {
  readonly title: string;
  readonly addressee: string;
  readonly sections: readonly {
    readonly heading: string;
    readonly paragraphs: readonly string[];
    readonly table?: LetterTable;
  }[];
  readonly signature: string;
  readonly date: string;
  readonly note: string;
}

interface LetterFacts {
  /** `2026-11`. */
  readonly month: string;
  readonly today: string;
  readonly area: Text;
  readonly tasks: readonly Task[];
  /** By responsible department. */
  readonly departments: readonly SummaryRow[];
  readonly names: ReadonlyMap<string, Text>;
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const day = (iso: string, language: Language): string => {
  const [year = 0, month = 1, date = 1] = iso.split('-').map(Number);
  return language === 'zh' ? `${year}年${month}月${date}日` : `${date} ${(months[month - 1] ?? '').slice(0, 3)} ${year}`;
};
const monthName = (month: string, language: Language): string => {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return language === 'zh' ? `${year}年${number}月` : `${months[number - 1] ?? ''} ${year}`;
};

/** A number with its English noun: `1 day`, `2 days`. */
const several = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

/** The rows of one task in several areas as one line of a letter. */
interface Line {
  readonly task: Task;
  readonly areas: readonly Task[];
}

/** One line a task, in the order given; its areas beside it. */
function linesOf(tasks: readonly Task[]): readonly Line[] {
  const groups = Map.groupBy(tasks, ({ origin, due, state }) => `${origin} ${due} ${state}`);
  return [...groups.values()].flatMap((areas) => (areas[0] ? [{ task: areas[0], areas }] : []));
}

const clauseOf = (task: Task): string => (task.clauses.length === 0 ? '' : ` (${task.clauses.join(' ')})`);
const mean = (tasks: readonly Task[]): number => Math.floor(tasks.reduce((sum, { percent }) => sum + percent, 0) / tasks.length);

/** What both tables of tasks say of a line: number, task, departments, areas. */
function cellsOf({ task, areas }: Line, at: number, { names }: LetterFacts, language: Language): string[] {
  const departments = task.responsible.map((one) => names.get(one)?.[language] ?? one);
  const places = areas.map(({ areaName }) => areaName[language]);
  const separator = language === 'zh' ? '、' : ', ';
  return [
    String(at + 1),
    task.title[language] + clauseOf(task),
    departments.join(separator) || '—',
    places.length > 3 && language === 'zh' ? `${places.slice(0, 3).join('、')}等${places.length}地` : places.join(separator),
  ];
}

function overview({ month, today, tasks }: LetterFacts, late: readonly Task[], language: Language): string[] {
  const { first, last } = monthOf(month);
  const inMonth = (iso: string | null): boolean => iso !== null && iso >= first && iso <= last;
  const count = (state: Task['state']): number => tasks.filter((task) => task.state === state).length;
  const due = tasks.filter((task) => inMonth(bindingDue(task)) && task.state !== 'cancelled');
  const doneInMonth = tasks.filter(({ doneOn }) => inMonth(doneOn)).length;
  const counted = tasks.filter(({ state, given }) => given && state !== 'cancelled');
  const share = counted.length === 0 ? '—' : `${mean(counted)}%`;
  const notGiven = tasks.filter(({ given, state }) => !given && isPending(state)).length;
  const closed = due.filter(({ state }) => state === 'done').length;
  if (language === 'zh')
    return [
      `截至${day(today, 'zh')}，列入督办的任务共${tasks.length}项（分县区下达的按县区计），其中已办结${count('done')}项、待销号${count('reported')}项、进行中${count('in-progress')}项、未开始${count('open') - notGiven}项、未下达${notGiven}项、已取消${count('cancelled')}项，平均进度${share}。`,
      `${monthName(month, 'zh')}内到期${due.length}项，其中已办结${closed}项；当月办结${doneInMonth}项。目前逾期未完成${late.length}项；尚未下达、没有填报的不计逾期。`,
    ];
  return [
    `On ${day(today, 'en')} ${several(tasks.length, 'task')} ${tasks.length === 1 ? 'is' : 'are'} followed up (what is given to every county counts once for each): ${count('done')} done, ${count('reported')} reported as done, ${count('in-progress')} in progress, ${count('open') - notGiven} not begun, ${notGiven} not given yet, ${count('cancelled')} cancelled; the mean progress is ${share}.`,
    `${due.length} were due in ${monthName(month, 'en')}, of which ${closed} are done; ${doneInMonth} were finished in that month. ${late.length} are late now; what was not given to anybody yet does not count as late.`,
  ];
}

function departmentTable(rows: readonly SummaryRow[], language: Language): LetterTable {
  const zh = language === 'zh';
  return {
    columns: zh
      ? ['牵头部门', '任务', '办结', '待销号', '进行中', '未开始', '未下达', '逾期', '平均进度']
      : ['Responsible', 'Tasks', 'Done', 'Reported', 'In progress', 'Not begun', 'Not given', 'Late', 'Mean progress'],
    widths: [22, 8, 8, 11, 11, 9, 10, 8, 13],
    rows: rows.map((row) => [
      row.name[language],
      ...[row.total, row.done, row.reported, row.inProgress, row.open, row.notGiven, row.late].map(String),
      row.percent === null ? '—' : `${row.percent}%`,
    ]),
  };
}

const heads = (language: Language, last: readonly [string, string]): string[] =>
  language === 'zh'
    ? ['序号', '任务（条款）', '牵头部门', '地区', ...last]
    : ['No.', 'Task (clauses)', 'Responsible', 'Area', ...last];

/**
 * The progress letter of a month, in the form of an official letter: how it stands, each department's progress, what is late, what falls
 * due in the month after. Every figure is counted from the tasks as they are today.
 */
export function composeLetter(facts: LetterFacts, language: Language): Letter {
  const { month, today, area, tasks, departments } = facts;
  const zh = language === 'zh';
  const late = tasks.filter((task) => task.late > 0).sort((a, b) => b.late - a.late);
  const next = monthOf(month, 1);
  const soon = tasks
    .filter((task) => {
      const due = bindingDue(task);
      return due !== null && due >= next.first && due <= next.last && task.state !== 'done' && task.state !== 'cancelled';
    })
    .sort((a, b) => ((a.due ?? '') < (b.due ?? '') ? -1 : 1));
  const lateRows = linesOf(late).map((line, at) => [
    ...cellsOf(line, at, facts, language),
    day(line.task.due ?? '', language),
    zh ? `${daysBetween(line.task.due ?? today, today)}天` : several(daysBetween(line.task.due ?? today, today), 'day'),
  ]);
  const soonRows = linesOf(soon).map((line, at) => [
    ...cellsOf(line, at, facts, language),
    day(line.task.due ?? '', language),
    `${stateTitles[line.task.state][language]} ${mean(line.areas)}%`,
  ]);
  const widths = [7, 34, 17, 14, 14, 14];
  const nextName = monthName(next.first.slice(0, 7), language);
  return {
    title: zh ? `关于${monthName(month, 'zh')}规划任务推进情况的函` : `Progress of the plan’s tasks in ${monthName(month, 'en')}`,
    addressee: zh ? '各有关部门，各县（市）区：' : 'To the departments and counties concerned:',
    sections: [
      { heading: zh ? '一、总体情况' : '1. Overall', paragraphs: overview(facts, late, language) },
      {
        heading: zh ? '二、各牵头部门进展' : '2. Progress by responsible department',
        paragraphs: [
          zh
            ? '由两个及以上部门共同牵头的任务，在各部门名下分别计数。'
            : 'A task that several departments lead counts for each of them.',
        ],
        table: departmentTable(departments, language),
      },
      {
        heading: zh ? '三、逾期事项' : '3. Late',
        paragraphs: [
          late.length === 0
            ? zh
              ? '没有逾期未完成的任务。'
              : 'Nothing is late.'
            : zh
              ? `以下${lateRows.length}类共${late.length}项已过期限，请牵头部门抓紧办理，并在系统中填报进展。`
              : `Past the due date: ${several(late.length, 'row')} of ${several(lateRows.length, 'task')}; the departments are asked to finish them and to report.`,
        ],
        ...(late.length > 0 && {
          table: { columns: heads(language, zh ? ['期限', '已逾期'] : ['Due', 'Late by']), widths, rows: lateRows },
        }),
      },
      {
        heading: zh ? '四、下月到期事项' : '4. Due next month',
        paragraphs: [
          soon.length === 0
            ? zh
              ? `${nextName}没有到期的任务。`
              : `Nothing falls due in ${nextName}.`
            : zh
              ? `${nextName}到期的任务共${soon.length}项，请提前安排。`
              : `${several(soon.length, 'task')} ${soon.length === 1 ? 'falls' : 'fall'} due in ${nextName}.`,
        ],
        ...(soon.length > 0 && {
          table: { columns: heads(language, zh ? ['期限', '目前进度'] : ['Due', 'Progress']), widths, rows: soonRows },
        }),
      },
    ],
    signature: area[language],
    date: day(today, language),
    note: zh
      ? `本函由任务督办系统按${day(today, 'zh')}的任务记录生成，未录入的进展不在其中。`
      : `Made by the task follow-up system from its records of ${day(today, 'en')}; progress that nobody entered is not in it.`,
  };
}
