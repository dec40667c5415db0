import type { ProblemTable } from '@songhua/kernel';

export const problems = {
  'returns.unknown-return': { status: 404, zh: '没有编号为 {id} 的报送。', en: 'There is no return {id}.' },
  'returns.unknown-area': { status: 422, zh: '没有代码为 {area} 的县区。', en: 'There is no county with the code {area}.' },
  'returns.area-not-yours': {
    status: 403,
    zh: '您的账号只能处理“{own}”的报送，这里是“{area}”。',
    en: 'Your account answers for {own} alone; this is {area}.',
  },
  'returns.own-review': {
    status: 403,
    zh: '报送由市级审核，县区账号不能审核。',
    en: 'The city reviews returns; an account of a county may not.',
  },
  'returns.names-kept': {
    status: 403,
    zh: '内容含人员姓名，只有报送和审核人员可以下载。',
    en: 'It holds the names of people: only those who submit or review returns may download it.',
  },
  'returns.day-not-in-year': {
    status: 422,
    zh: '数据日期 {asOf} 不在 {year} 年内，或晚于今天。',
    en: 'The day {asOf} does not lie in {year}, or has not come.',
  },
  'returns.unreadable-file': { status: 422, zh: '无法读取文件，原因见说明。', en: 'The file cannot be read; see why.' },
  'returns.changed-meanwhile': {
    status: 409,
    zh: '已有人先处理了这次报送：您看到的是“{seen}”，现在是“{now}”（第 {version} 版）。请重新查看后再处理。',
    en: 'Somebody was first: you saw “{seen}”, it is “{now}” now (version {version}). Look again before you decide.',
  },
  'returns.wrong-state': {
    status: 409,
    zh: '“{state}”状态下不能这样处理。',
    en: 'This cannot be done while the return is “{state}”.',
  },
  'returns.busy': { status: 409, zh: '正在处理，请等它完成。', en: 'Work on it is going on; wait for it to end.' },
  'returns.not-checked': { status: 409, zh: '文件还没有检查完，不能报送。', en: 'The file has not been checked yet.' },
  'returns.has-errors': {
    status: 422,
    zh: '文件有错行，不能报送。请更正后重新上传，或选择只采用正确的行。',
    en: 'The file has bad rows. Correct it and upload it again, or choose to take the good rows only.',
  },
  'returns.too-many-rows': {
    status: 422,
    zh: '共 {rows} 行，{format} 文件一次最多 {most} 行（CSV 最多 {csv} 行）。请缩小范围，或改用 CSV。',
    en: 'There are {rows} rows; a file of {format} takes {most} at most, one of CSV {csv}. Narrow the list, or take CSV.',
  },
  'returns.changed-since': {
    status: 409,
    zh: '入库后有 {count} 项已被别人更改，不能整批撤销：{names}。可写明理由，只撤销其余部分。',
    en: '{count} resources were changed by others since: {names}. With a reason the rest can be undone.',
  },
  'returns.still-needed': {
    status: 409,
    zh: '撤销会删去 {count} 项入库后已有别的登记依托的内容：{names}。可先处理依托它们的登记，或写明理由保留它们，只撤销其余部分。',
    en: 'Undoing would take away {count} resources that others rest on by now: {names}. See to those first, or keep them with a reason and undo the rest.',
  },
} as const satisfies ProblemTable;
