import type { HealthPart } from '../contract.ts';
import type { Facts } from './facts.ts';
import { above, below, bytes, count, finding, minute, partOf, seconds, since, time, words, worstOf } from './say.ts';
import { limits } from './thresholds.ts';

export function judgeDatabase({ database, now }: Facts): HealthPart {
  const { connections, mostConnections, oldestSince, version, bytes: size } = database;
  const share = connections / mostConnections;
  const used = above(share, limits.connections);
  const open = (since(oldestSince, now) ?? 0) / minute;
  const old = above(open, limits.transactionMinutes);
  return partOf(
    'database',
    'database',
    [
      used === 'good'
        ? finding('good', 'PostgreSQL 应答正常。', 'PostgreSQL answers.')
        : finding(used, '数据库连接数接近上限。', 'The database is close to as many connections as it allows.', [
            '查看是否有程序占用连接不还，必要时调高 max_connections。',
            'Look for programs that hold connections, or raise max_connections.',
          ]),
      old === 'good'
        ? null
        : finding(
            old,
            `有事务已打开 ${Math.floor(open)} 分钟未结束。`,
            `A transaction has been open for ${Math.floor(open)} minutes.`,
            [
              '在 pg_stat_activity 中找到它；长事务会使数据库不断变大。',
              'Find it in pg_stat_activity; it keeps the database from cleaning up.',
            ],
          ),
    ],
    [
      words('版本', 'Version', version),
      bytes('大小', 'Size', size),
      count('连接', 'Connections', connections),
      count('连接上限', 'Most connections', mostConnections),
      time('最早未结束的事务', 'Oldest open transaction', oldestSince),
    ],
  );
}

export function judgeReplication({ database, processes }: Facts): HealthPart {
  const away = processes.some(({ facts }) => facts.readOnly) || database.readOnly;
  const wanted = processes.some(({ facts }) => facts.standby);
  const lags = database.standbys.flatMap(({ lagBytes }) => lagBytes ?? []);
  const lag = lags.length > 0 ? Math.max(...lags) : null;
  const late = above(lag ?? 0, limits.lagBytes);
  const state = away
    ? finding(
        'act',
        '主库不可用，现由备库只读应答，不能保存。',
        'The primary is gone: a standby answers, and nothing can be saved.',
        [
          '恢复主库，或把备库提升为主库并改 DATABASE_URL。',
          'Bring the primary back, or promote the standby and set DATABASE_URL.',
        ],
      )
    : database.standbys.length === 0 && wanted
      ? finding('act', '已配置备库，但没有备库在接收数据。', 'A standby is configured and none is receiving.', [
          '检查备库是否运行、能否连到主库。',
          'See whether the standby runs and reaches the primary.',
        ])
      : late !== 'good'
        ? finding(late, '备库落后较多。', 'A standby is far behind.', [
            '检查网络与备库磁盘。',
            'Look at the network and at the standby’s disk.',
          ])
        : database.standbys.length === 0
          ? finding('good', '未使用备库；主库可写。', 'No standby is in use; the primary takes writes.')
          : finding('good', '备库跟上主库；主库可写。', 'Standbys keep up; the primary takes writes.');
  return partOf(
    'replication',
    'standby',
    [state],
    [count('备库', 'Standbys', database.standbys.length), bytes('最大落后', 'Largest lag', lag)],
  );
}

export function judgeDisk({ processes }: Facts): HealthPart {
  const disks = processes.flatMap(({ host, facts }) => facts.disks.map((disk) => ({ host, ...disk })));
  const shares = disks.map(({ freeBytes, totalBytes }) => (totalBytes > 0 ? freeBytes / totalBytes : 1));
  const state = shares.length === 0 ? 'unknown' : worstOf(shares.map((share) => below(share, limits.diskFree)));
  const tight = disks[shares.indexOf(Math.min(...shares))];
  const free = tight ? Math.round((tight.freeBytes / tight.totalBytes) * 100) : 0;
  const says = {
    good: finding('good', '磁盘空间充足。', 'There is room on the disks.'),
    unknown: finding('unknown', '没有服务器报告磁盘情况。', 'No server tells of its disks.', [
      '确认服务器进程在运行。',
      'See that a server process runs.',
    ]),
    watch: null,
    act: null,
  }[state];
  return partOf(
    'disk',
    'disk',
    [
      says ??
        finding(state, `${tight?.folder} 所在磁盘只剩 ${free}% 。`, `The disk of ${tight?.folder} has ${free} % left.`, [
          '扩大磁盘，或移走旧备份；磁盘写满后数据库停止写入。',
          'Enlarge it or move old backups away; on a full disk the database stops writing.',
        ]),
    ],
    disks.map(({ host, folder, freeBytes }) => bytes(`${host} ${folder} 可用`, `${host} ${folder} free`, freeBytes)),
  );
}

export function judgeProcesses({ processes }: Facts): HealthPart {
  const versions = [...new Set(processes.map(({ facts }) => facts.version))];
  const loop = Math.max(0, ...processes.map(({ facts }) => facts.loopMs));
  const slow = above(loop, limits.loopMs);
  return partOf(
    'processes',
    'processes',
    [
      processes.length === 0
        ? finding('unknown', '三分钟内没有服务器报告情况。', 'No server has told of itself for three minutes.', [
            '查看服务器日志。',
            'Look at the servers’ log.',
          ])
        : finding(
            'good',
            `${processes.length} 个服务器进程在运行。`,
            processes.length === 1 ? 'One server process is running.' : `${processes.length} server processes are running.`,
          ),
      versions.length > 1
        ? finding(
            'watch',
            `服务器版本不一致：${versions.join('、')}。`,
            `Servers run different versions: ${versions.join(', ')}.`,
            ['更新后逐一重启其余服务器。', 'Restart the others after the update, one by one.'],
          )
        : null,
      slow === 'good'
        ? null
        : finding(
            slow,
            `有进程响应迟缓（延迟 ${Math.round(loop)} 毫秒）。`,
            `A process is slow to react (${Math.round(loop)} ms).`,
            [
              '查看是否有大批量导入或导出，或增加服务器。',
              'See whether something large is imported or exported, or add a server.',
            ],
          ),
    ],
    [
      count('进程', 'Processes', processes.length),
      words('松花', 'Songhua', versions.join('、') || null),
      words('Node', 'Node', [...new Set(processes.map(({ facts }) => facts.node))].join('、') || null),
      bytes(
        '内存合计',
        'Memory of all',
        processes.reduce((sum, { facts }) => sum + facts.rssBytes, 0),
      ),
      seconds('事件循环延迟', 'Event-loop delay', loop / 1000),
    ],
  );
}
