import type { HealthPart } from '../contract.ts';
import type { Facts } from './facts.ts';
import { above, count, finding, minute, partOf, since, time, words, worstOf } from './say.ts';
import { limits } from './thresholds.ts';

export function judgeOutbox({ backlog, now }: Facts): HealthPart {
  const { waiting, oldestAt, retrying, dead } = backlog;
  const waits = (since(oldestAt, now) ?? 0) / minute;
  const late = above(waits, limits.backlogMinutes);
  return partOf(
    'outbox',
    'events',
    [
      dead > 0
        ? finding('act', `${dead} 个事件多次处理失败，等待人工处理。`, `${dead} events failed and wait for a person.`, [
            '在“事件处理”页查看原因，重试、更正或搁置。',
            'See why on the page of events; retry, correct or set them aside.',
          ])
        : null,
      late === 'good'
        ? finding('good', '事件及时处理。', 'Events are handled in time.')
        : finding(
            late,
            `最早的事件已等待 ${Math.floor(waits)} 分钟。`,
            `The oldest event has waited for ${Math.floor(waits)} minutes.`,
            ['查看服务器是否在运行、“事件处理”页有无失败。', 'See whether the servers run, and the page of events for failures.'],
          ),
    ],
    [
      count('等待', 'Waiting', waiting),
      time('最早', 'Oldest', oldestAt),
      count('将重试', 'To be retried', retrying),
      count('待人工处理', 'For a person', dead),
    ],
  );
}

export function judgeJobs({ jobs, work }: Facts): HealthPart {
  const failing = jobs.filter(({ failures }) => failures > 0);
  const state = worstOf(failing.map(({ failures }) => above(failures, limits.jobFailures)));
  const names = failing.map(({ name }) => name);
  return partOf(
    'jobs',
    'jobs',
    [
      failing.length === 0
        ? finding('good', '定时工作与导入正常。', 'Recurring work and imports are well.')
        : finding(state, `定时工作失败：${names.join('、')}。`, `Recurring work fails: ${names.join(', ')}.`, [
            '原因见服务器日志；会自动重试。',
            'The servers’ log says why; it is tried again by itself.',
          ]),
      work.importsFailed > 0
        ? finding(
            'watch',
            `24 小时内有 ${work.importsFailed} 次导入失败。`,
            `${work.importsFailed} imports failed within a day.`,
            ['查看导入结果中的错误行，改正后重新导入。', 'Look at the lines that the import refused, mend and import again.'],
          )
        : null,
    ],
    [
      count('进行中的导入', 'Open imports', work.importsOpen),
      count('失败的导入（24 小时）', 'Failed imports (24 h)', work.importsFailed),
      count('定时工作', 'Recurring jobs', jobs.length),
      count('失败的定时工作', 'Failing jobs', failing.length),
    ],
  );
}

export function judgeSearch({ work }: Facts): HealthPart {
  const { unready, indexJobs, indexFailing } = work;
  return partOf(
    'search',
    'search',
    [
      indexFailing > 0
        ? finding('act', `${indexFailing} 项索引工作失败。`, `${indexFailing} pieces of work on the search index fail.`, [
            '原因见服务器日志；songhua records reindex 可重新开始。',
            'The servers’ log says why; “songhua records reindex” begins anew.',
          ])
        : null,
      indexJobs > 0 || unready.length > 0
        ? finding(
            'watch',
            '检索索引正在建立，个别检索条件暂不可用。',
            'The search index is being built; some parameters cannot be searched yet.',
            [
              '等待即可；完成前这些检索会被拒绝，不会漏查。',
              'Wait: until then such searches are refused, and never miss anything.',
            ],
          )
        : finding('good', '全部检索条件可用。', 'All search parameters can be used.'),
    ],
    [count('索引工作', 'Work on the index', indexJobs), words('未就绪', 'Not ready', unready.slice(0, 10).join(' ') || '—')],
  );
}

export function judgeErrors({ errors }: Facts): HealthPart {
  const of = (code: string): number => errors.find((one) => one.code === code)?.count ?? 0;
  const faults = of('kernel.unexpected');
  const state = above(faults, limits.faults);
  return partOf(
    'errors',
    'errors',
    [
      state === 'good'
        ? finding('good', '24 小时内没有程序错误。', 'No request failed by our fault within a day.')
        : finding(state, `24 小时内有 ${faults} 次程序错误。`, `${faults} requests failed by our fault within a day.`, [
            '按请求编号在服务器日志中查找原因并反馈。',
            'Find them in the servers’ log by the number of the request, and report them.',
          ]),
    ],
    [
      count('程序错误（24 小时）', 'Faults (24 h)', faults),
      count('数据库不可用（24 小时）', 'Database away (24 h)', of('kernel.unavailable')),
      count(
        '全部拒绝（24 小时）',
        'All refusals (24 h)',
        errors.reduce((sum, one) => sum + one.count, 0),
      ),
    ],
  );
}
