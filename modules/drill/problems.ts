import type { ProblemTable } from '@songhua/kernel';

export const problems = {
  'drill.not-a-drill-house': {
    status: 409,
    zh: '本系统未设为演练环境，不能开始演练；请在演练用的数据目录上运行 songhua drill prepare',
    en: 'This system is not set apart for drills, so none starts here: run songhua drill prepare on a data folder of its own',
  },
  'drill.unknown-script': { status: 404, zh: '没有演练脚本 {script}', en: 'There is no drill script {script}' },
  'drill.unknown-institution': { status: 422, zh: '名录中没有机构 {id}', en: 'The registry has no institution {id}' },
  'drill.unknown-run': { status: 404, zh: '没有这次演练：{id}', en: 'There is no such drill: {id}' },
  'drill.unknown-plan': { status: 404, zh: '没有这项演练计划：{id}', en: 'There is no such planned drill: {id}' },
  'drill.another-runs': {
    status: 409,
    zh: '已有一次演练在进行（脚本 {script}）',
    en: 'A drill is under way already (script {script})',
  },
  'drill.no-such-move': { status: 409, zh: '演练不能从 {from} 变为 {to}', en: 'A drill does not go from {from} to {to}' },
  'drill.changed-meanwhile': {
    status: 409,
    zh: '已被他人更改：现为第 {version} 版，您看到的是第 {seen} 版',
    en: 'Somebody changed it meanwhile: it is at version {version}, you saw {seen}',
  },
  'drill.twice-in-script': { status: 422, zh: '脚本中 {id} 出现两次', en: '{id} stands twice in the script' },
  'drill.unknown-inject': {
    status: 422,
    zh: '考核项 {id} 以不存在的情景 {after} 为起点',
    en: 'Expectation {id} begins at inject {after}, which is not there',
  },
  'drill.ages-reversed': { status: 422, zh: '情景 {id} 的年龄上下限颠倒', en: 'The ages of inject {id} are the wrong way round' },
} satisfies ProblemTable;
