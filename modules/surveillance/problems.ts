import type { ProblemTable } from '@songhua/kernel';

export const problems = {
  'surveillance.unknown-area': { status: 404, zh: '没有代码为 {area} 的地区。', en: 'There is no area with the code {area}.' },
  'surveillance.unknown-signal': { status: 404, zh: '没有编号为 {id} 的信号。', en: 'There is no signal {id}.' },
  'surveillance.unknown-sentinel': { status: 404, zh: '没有编号为 {id} 的哨点。', en: 'There is no sentinel {id}.' },
  'surveillance.other-institution': {
    status: 403,
    zh: '“{name}”由所属机构的人员或疾控人员填报，您现在不是以该机构的身份工作。',
    en: 'The counts of “{name}” are reported by people of its institution or by disease control; you are not working for that institution now.',
  },
  'surveillance.sentinel-has-told': {
    status: 409,
    zh: '“{name}”已有报送，地区、渠道和报送频次不能再改；请停用后另行登记。',
    en: '“{name}” has sent counts: its area, channel and rhythm stay. End it and register another.',
  },
  'surveillance.unknown-institution': {
    status: 422,
    zh: '机构名册中没有 {institution}。',
    en: 'The register has no institution {institution}.',
  },
  'surveillance.unknown-subject': {
    status: 422,
    zh: '不认识“{subject}”：应为法定传染病、症候群或事件类型的代码。',
    en: 'Nothing is known by “{subject}”: it must be the code of a notifiable disease, a syndrome or a kind of event.',
  },
  'surveillance.town-elsewhere': {
    status: 422,
    zh: '{area} 没有代码为 {town} 的乡镇（街道）。',
    en: 'There is no town {town} in {area}.',
  },
  'surveillance.other-area': {
    status: 403,
    zh: '您负责的地区是 {own}，看不到也不能办理 {area} 的信号。',
    en: 'You answer for {own} and neither see nor work on signals of {area}.',
  },
  'surveillance.window-reversed': {
    status: 422,
    zh: '时段从 {from} 到 {to}：开始晚于结束，或超过 {most} 天。',
    en: 'The window from {from} to {to} ends before it begins or is longer than {most} days.',
  },
  'surveillance.window-ahead': {
    status: 422,
    zh: '时段的末日 {to} 晚于今天（{today}）。',
    en: 'The window ends on {to}, after today ({today}).',
  },
  'surveillance.changed-meanwhile': {
    status: 409,
    zh: '已被他人更新（现为版本 {version}，您看到的是 {seen}），请查看最新情况后再提交。',
    en: 'Somebody has changed it (it is at version {version}, you saw {seen}); look at it as it is now and send again.',
  },
  'surveillance.no-such-move': {
    status: 409,
    zh: '信号当前为“{state}”，不能“{move}”。',
    en: 'The signal is “{state}”; “{move}” is not possible now.',
  },
  'surveillance.known-not-excluded': {
    status: 409,
    zh: '不明原因的信号须先完成“排除已知病因”，才能判为不属实。',
    en: 'A signal of unknown cause is ruled out only after known causes were looked for (checklist).',
  },
  'surveillance.merge-itself': { status: 422, zh: '信号不能与自身合并。', en: 'A signal cannot be merged into itself.' },
  'surveillance.merge-into-over': {
    status: 409,
    zh: '信号 #{number} 已是“{state}”，不能并入。',
    en: 'Signal #{number} is “{state}”; nothing is merged into it.',
  },
  'surveillance.form-faulty': {
    status: 422,
    zh: '有 {count} 处填写有误，见各栏说明；没有写入。',
    en: '{count} answers are wrong, see each field; nothing was written.',
  },
  'surveillance.subject-not-of-form': {
    status: 422,
    zh: '“{subject}”不是表单 {form} 可涉及的内容。',
    en: 'The form {form} cannot be about “{subject}”.',
  },
  'surveillance.names-somebody': {
    status: 422,
    zh: '有 {count} 处含有证件号或手机号，见各栏说明；没有写入。信号不记录任何人的身份。',
    en: '{count} fields hold an identity number or a mobile number, see each field; nothing was written. Signals name nobody.',
  },
  'surveillance.file-faulty': {
    status: 422,
    zh: '文件有 {count} 处错误，没有接收任何一行。',
    en: 'The file has {count} faults; no row was taken.',
  },
  'surveillance.day-ahead': { status: 422, zh: '{day} 晚于今天（{today}）。', en: '{day} is after today ({today}).' },
  'surveillance.day-outside': {
    status: 422,
    zh: '哨点自 {since} 至 {until} 报送，{day} 不在其中。',
    en: 'The sentinel counts from {since} to {until}; {day} lies outside.',
  },
  'surveillance.day-no-monday': {
    status: 422,
    zh: '按周报送以周一为准：{day} 所在周的周一是 {monday}。',
    en: 'Weeks are named by their Monday: that of {day} is {monday}.',
  },
  'surveillance.counts-incomplete': {
    status: 422,
    zh: '须填报且只填报：{wanted}；没有病例填 0。',
    en: 'Counts are wanted of exactly: {wanted}; where there was none, 0.',
  },
  'surveillance.ends-before': {
    status: 422,
    zh: '停用日 {until} 早于启用日 {since}。',
    en: 'It ends on {until}, before it begins on {since}.',
  },
  'surveillance.count-twice': {
    status: 422,
    zh: '第 {at} 条与前面重复：{key}。',
    en: 'Item {at} stands twice: {key}.',
  },
  'surveillance.period-reversed': {
    status: 422,
    zh: '从 {from} 到 {to}：开始晚于结束，或超过 {most} 天。',
    en: 'From {from} to {to} ends before it begins or is longer than {most} days.',
  },
  'surveillance.unknown-warning': { status: 404, zh: '没有编号为 {id} 的预警。', en: 'There is no warning {id}.' },
  'surveillance.warning-answered': {
    status: 409,
    zh: '预警当前为“{state}”，不能“{move}”。',
    en: 'The warning is “{state}”; “{move}” is not possible now.',
  },
  'surveillance.night-under-way': {
    status: 409,
    zh: '正在进行一次检测，{day} 的检测没有开始；请过几分钟再试。',
    en: 'A night is being judged just now; that of {day} was not begun. Try again in some minutes.',
  },
  'surveillance.unknown-order': { status: 404, zh: '没有编号为 {id} 的检测任务。', en: 'There is no ordered night {id}.' },
  'surveillance.unknown-count-file': {
    status: 404,
    zh: '没有编号为 {id} 的历史计数文件。',
    en: 'There is no file of counts {id}.',
  },
  'surveillance.count-file-undone': {
    status: 409,
    zh: '“{name}”已由{by}撤销。',
    en: '“{name}” was undone by {by}.',
  },
  'surveillance.unknown-version': { status: 404, zh: '没有第 {version} 版。', en: 'There is no version {version}.' },
  'surveillance.detection-too-long': {
    status: 422,
    zh: '补齐日期后共 {steps} 步，页面一次最多检测 {most} 步。请分次检测，或用命令 songhua outbreak detect（没有此限制）。',
    en: 'With its gaps filled the file has {steps} steps; the page judges {most} at once. Judge it in parts, or with the command songhua outbreak detect, which has no such bound.',
  },
  'surveillance.detection-too-slow': {
    status: 422,
    zh: '用这个方法和参数检测超过 {seconds} 秒，已停止。请减少数据，或用命令 songhua outbreak detect（没有此限制）。',
    en: 'By this method and these parameters it took more than {seconds} seconds and was stopped. Send less, or use the command songhua outbreak detect, which has no such bound.',
  },
  'surveillance.detection-busy': {
    status: 429,
    zh: '已有别的检测正在进行，请过一会儿再试。',
    en: 'Others are having files judged just now; try again in a moment.',
  },
  'surveillance.detection-faulty': {
    status: 422,
    zh: '检测参数或数据有 {count} 处错误。',
    en: 'There are {count} faults in the data or the parameters.',
  },
} as const satisfies ProblemTable;
