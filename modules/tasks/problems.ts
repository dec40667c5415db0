import type { ProblemTable } from '@songhua/kernel';

export const problems = {
  'tasks.unknown-task': { status: 404, zh: '没有编号为 {id} 的任务。', en: 'There is no task {id}.' },
  'tasks.unknown-part': {
    status: 404,
    zh: '这项任务没有编号为 {part} 的内容，可能已被移除。',
    en: 'This task has nothing with the id {part}; it may have been removed.',
  },
  'tasks.unknown-area': { status: 404, zh: '没有代码为 {area} 的地区。', en: 'There is no area with the code {area}.' },
  'tasks.area-takes-none': {
    status: 422,
    zh: '任务下达到市和县区，{area} 两者都不是。',
    en: 'Tasks are given to the city and its counties; {area} is neither.',
  },
  'tasks.unknown-clause': {
    status: 422,
    zh: '规划中没有这些条款：{clauses}。编号见“规划条款”页，如 4.1.3-a。',
    en: 'The plan has no such clauses: {clauses}. Their numbers stand on the page of clauses, as in 4.1.3-a.',
  },
  'tasks.other-area': {
    status: 403,
    zh: '您负责的地区是 {own}，不能修改 {area} 的任务。',
    en: 'You answer for {own} and cannot change tasks of {area}.',
  },
  'tasks.settings-of-all': {
    status: 403,
    zh: '提醒设置对全市有效，您负责的地区是 {own}，不能修改。',
    en: 'The reminder settings hold for the whole city; you answer for {own} and cannot change them.',
  },
  'tasks.field-not-permitted': {
    status: 403,
    zh: '“{field}”只能由督办管理人员修改。',
    en: 'Only those who manage tasks change “{field}”.',
  },
  'tasks.move-not-permitted': {
    status: 403,
    zh: '从“{from}”改为“{to}”须由督办管理人员办理。',
    en: 'Only those who manage tasks move one from “{from}” to “{to}”.',
  },
  'tasks.no-such-move': {
    status: 409,
    zh: '任务不能从“{from}”直接改为“{to}”，请先看当前状态。',
    en: 'A task cannot go from “{from}” to “{to}”; look at its state now.',
  },
  'tasks.reason-missing': {
    status: 422,
    zh: '从“{from}”改为“{to}”须写明理由。',
    en: 'Moving from “{from}” to “{to}” needs a reason.',
  },
  'tasks.closed': {
    status: 409,
    zh: '任务 {id} 已办结或取消，须先重新启动才能修改。',
    en: 'Task {id} is done or cancelled; open it again before changing it.',
  },
  'tasks.nothing-given': {
    status: 422,
    zh: '下达任务须写明期限（due）或承办人（assignee），至少一项。',
    en: 'Giving a task needs a due date (due) or somebody to do it (assignee).',
  },
  'tasks.changed-meanwhile': {
    status: 409,
    zh: '您打开之后已有人改了同一字段，您的修改没有保存。请对照各字段的现值与您的值选定，再按版本 {version} 提交。',
    en: 'Somebody changed the same field since you opened it, and nothing of yours was saved. Choose between both values of each field and send again with version {version}.',
  },
  'tasks.unknown-version': {
    status: 400,
    zh: '任务 {id} 现在是版本 {version}，没有版本 {seen}。',
    en: 'Task {id} is at version {version}; there is no version {seen}.',
  },
  'tasks.unknown-department': {
    status: 422,
    zh: '没有代码为“{department}”的部门。',
    en: 'There is no department “{department}”.',
  },
  'tasks.department-twice': {
    status: 422,
    zh: '部门“{department}”不能既牵头又配合。',
    en: 'The department “{department}” cannot both lead and support.',
  },
  'tasks.unknown-account': { status: 422, zh: '没有名为“{username}”的账号。', en: 'There is no account “{username}”.' },
  'tasks.dates-reversed': {
    status: 422,
    zh: '开始日期 {start} 晚于期限 {due}。',
    en: 'It would begin on {start}, after it is due ({due}).',
  },
  'tasks.percent-by-milestones': {
    status: 409,
    zh: '这项任务有 {milestones} 个节点，进度按已完成的节点计算，不能另填。',
    en: 'This task has {milestones} milestones; its progress is the share of them that is reached.',
  },
  'tasks.milestone-of-plan': {
    status: 409,
    zh: '这个节点来自规划文件，不能移除；可以修改其名称和期限。',
    en: 'This milestone comes from the plan file and stays; its title and due date can be changed.',
  },
  'tasks.too-many-milestones': {
    status: 422,
    zh: '一项任务最多 {most} 个节点。',
    en: 'A task has at most {most} milestones.',
  },
  'tasks.too-many-links': { status: 422, zh: '一项任务最多 {most} 个链接。', en: 'A task has at most {most} links.' },
  'tasks.too-many-files': { status: 422, zh: '一项任务最多 {most} 个附件。', en: 'A task has at most {most} files.' },
  'tasks.file-kind': {
    status: 422,
    zh: '“{name}”不是可以保存的文件类型，可用：{endings}。',
    en: '“{name}” is no kind of file that is kept; these are: {endings}.',
  },
  'tasks.file-empty': { status: 422, zh: '文件“{name}”是空的。', en: 'The file “{name}” is empty.' },
  'tasks.file-too-large': {
    status: 413,
    zh: '文件“{name}”有 {size} 字节，上限 {most} 字节。',
    en: 'The file “{name}” has {size} bytes; the limit is {most}.',
  },
  'tasks.file-not-what-it-says': {
    status: 422,
    zh: '文件“{name}”的内容不是 {ending} 格式。',
    en: 'The content of “{name}” is not {ending}.',
  },
  'tasks.days-twice': { status: 422, zh: '提前天数 {days} 写了两次。', en: 'The reminder {days} days before is said twice.' },
  'tasks.levels-fall': {
    status: 422,
    zh: '升级天数须逐级增大，{days} 没有大于前一级。',
    en: 'The days of the levels must rise; {days} is not above the one before.',
  },
  'tasks.settings-changed-meanwhile': {
    status: 409,
    zh: '您打开之后已有人改了提醒设置（现为版本 {version}），请看过再改。',
    en: 'Somebody changed the settings since you opened them (now version {version}); look at them first.',
  },
  'tasks.month-not-begun': {
    status: 422,
    zh: '{month} 还没有开始（今天是 {today}），不能生成函件。',
    en: '{month} has not begun (today is {today}); there is no letter for it.',
  },
} as const satisfies ProblemTable;
