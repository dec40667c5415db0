import type { HealthPart } from '../contract.ts';
import { asTaken, isGood } from '../store/backups.ts';
import { nextBackup } from './due-backups.ts';
import type { BackupSettings, Facts } from './facts.ts';
import { above, bytes, count, day, type Finding, finding, hour, partOf, since, time, words } from './say.ts';
import { limits } from './thresholds.ts';

export function judgeAudit({ audit, now }: Facts): HealthPart {
  const { head, chained, waiting, verified, behind } = audit;
  const unsigned = head === null || chained > head.size || waiting > 0;
  const age = (since(head?.at ?? null, now) ?? 0) / hour;
  const stale = unsigned && head !== null ? above(age, limits.headHours) : 'good';
  const checked = verified === null ? null : (now.getTime() - Date.parse(verified.at)) / day;
  const due = checked === null ? 'watch' : above(checked, limits.auditVerifiedDays);
  return partOf(
    'audit',
    'audit',
    [
      behind !== null && behind.restored === null
        ? finding(
            'act',
            `数据库落后于库外的签名头（库外 ${behind.outside} 条，库内当时 ${behind.here} 条）：可能已被回退。`,
            `The database is behind the heads outside, which know ${behind.outside} entries where it had ${behind.here}: it may have been rolled back.`,
            ['不要删除任何文件；运行 songhua audit verify。', 'Delete nothing; run “songhua audit verify”.'],
          )
        : null,
      verified?.ok === false
        ? finding('act', '审计日志核验发现问题。', 'The audit log did not verify.', [
            '不要删除任何文件；按审计日志指南查明第一处问题。',
            'Delete nothing; follow the guide of the audit log from the first bad entry.',
          ])
        : null,
      stale === 'good'
        ? finding('good', '审计日志持续入链并签名。', 'The audit log is chained and signed as it grows.')
        : finding(
            stale,
            `最新的签名头已是 ${Math.floor(age)} 小时前。`,
            `The newest signed head is ${Math.floor(age)} hours old.`,
            [
              '查看服务器日志中关于审计的错误（密钥文件、文件夹权限）。',
              'Look for errors of the audit log in the servers’ log: its key file, rights on its folder.',
            ],
          ),
      due === 'good'
        ? null
        : finding(
            due,
            checked === null ? '审计日志尚未核验过。' : `上次核验审计日志已是 ${Math.floor(checked)} 天前。`,
            checked === null
              ? 'The audit log was never verified.'
              : `The audit log was verified ${Math.floor(checked)} days ago.`,
            ['运行 songhua audit verify。', 'Run “songhua audit verify”.'],
          ),
    ],
    [
      count('已入链', 'Chained', chained),
      count('等待入链', 'Waiting', waiting),
      time('最新签名头', 'Newest head', head?.at ?? null),
      time('上次核验', 'Last verified', verified ? new Date(verified.at) : null),
    ],
  );
}

const settingsOf = ({ processes }: Pick<Facts, 'processes'>): BackupSettings | null =>
  processes.find(({ facts }) => facts.backup)?.facts.backup ?? null;

const notSet: readonly [string, string] = [
  '设置 SONGHUA_BACKUP_DIR 与 SONGHUA_BACKUP_RECIPIENTS，服务器即自动备份。',
  'Set SONGHUA_BACKUP_DIR and SONGHUA_BACKUP_RECIPIENTS: the servers then take backups by themselves.',
];

export function judgeBackup({ backups, restored, processes, now }: Facts): HealthPart {
  const settings = settingsOf({ processes });
  const production = processes.some(({ facts }) => facts.mode === 'production');
  const good = backups.filter(isGood);
  const [last] = good;
  const [newest] = backups;
  const rhythm = (settings?.everyHours ?? 24) * hour;
  const late = above((since(last?.at ?? null, now) ?? Number.POSITIVE_INFINITY) / rhythm, limits.backupLate);
  const verified = good.flatMap(({ verifiedAt }) => verifiedAt ?? []).sort((a, b) => b.getTime() - a.getTime())[0] ?? null;
  const wrong = good.find(({ verifyFailure }) => verifyFailure !== null);
  const unverified = above((since(verified, now) ?? Number.POSITIVE_INFINITY) / day, limits.backupVerifiedDays);
  const found: (Finding | null)[] = [
    newest?.failure
      ? finding(
          late === 'act' ? 'act' : 'watch',
          `最近一次备份失败：${newest.failure}`,
          `The last backup failed: ${newest.failure}`,
          ['检查备份文件夹的空间与权限；会自动重试。', 'Look at room and rights of the folder; it is tried again by itself.'],
        )
      : null,
    wrong && (!verified || wrong.at >= verified)
      ? finding('act', `备份校验失败：${wrong.verifyFailure}`, `A backup did not verify: ${wrong.verifyFailure}`, [
          '立即另做一份备份并校验；在此之前不会删除旧备份。',
          'Take another one at once and verify it; until then no old one is taken away.',
        ])
      : null,
    settings === null
      ? finding(production ? 'act' : 'watch', '未设置自动备份。', 'No backups are taken by themselves.', notSet)
      : late === 'good'
        ? finding('good', '备份按时完成。', 'Backups are taken on time.')
        : finding(late, last ? '备份已逾期。' : '还没有任何备份。', last ? 'A backup is late.' : 'There is no backup yet.', [
            '稍候；若仍没有，查看服务器日志中关于备份的错误。',
            'Wait a little; if none comes, look for errors of backups in the servers’ log.',
          ]),
    settings !== null && last && unverified !== 'good'
      ? finding(
          verified === null ? 'watch' : unverified,
          '近期没有通过恢复校验的备份。',
          'No backup was verified by restoring it lately.',
          [
            '在有私钥处运行 songhua backup verify；未校验前不会删除旧备份。',
            'Run “songhua backup verify” where the secret key is; until then no old one is taken away.',
          ],
        )
      : null,
  ];
  return partOf('backup', 'backup', found, [
    time('最近备份', 'Last backup', last?.at ?? null),
    bytes('大小', 'Size', last?.bytes ?? null),
    time('下次备份', 'Next backup', settings ? nextBackup(asTaken(backups), settings, now) : null),
    time('最近校验', 'Last verified', verified),
    count('现存份数', 'Kept', good.length),
    words('文件夹', 'Folder', settings?.folder ?? null),
    ...(restored
      ? [
          time('本库恢复自备份', 'This database was restored from', restored.backupAt),
          time('恢复时间', 'Restored at', restored.at),
        ]
      : []),
  ]);
}

export function judgeKeys({ access, now }: Facts): HealthPart {
  const age = (since(access.signingSince, now) ?? 0) / day;
  const old = above(age, limits.signingDays);
  const next = access.signingSince && new Date(access.signingSince.getTime() + limits.signingDays.watch * day);
  return partOf(
    'keys',
    'keys',
    [
      access.unsealed > 0
        ? finding(
            'act',
            `数据库中有 ${access.unsealed} 项密钥未加密。`,
            `${access.unsealed} secrets lie in the database in the clear.`,
            [
              '重启一台服务器即加密；若仍有，查看 songhua keys status。',
              'Restarting a server seals them; else see “songhua keys status”.',
            ],
          )
        : null,
      old === 'good'
        ? finding(
            'good',
            '签名密钥在期限内，库内密钥均已加密。',
            'Signing keys are of their time; secrets of the database are sealed.',
          )
        : finding(
            old,
            `登录签名密钥已用 ${Math.floor(age)} 天。`,
            `The signing keys of sign-in are ${Math.floor(age)} days old.`,
            [
              '在“接入方与密钥”页更换；旧密钥会并存一天。',
              'Renew them on the page of clients and keys; the former stay for a day.',
            ],
          ),
    ],
    [
      time('签名密钥生成于', 'Signing key made', access.signingSince),
      time('建议更换', 'To be renewed', next),
      count('未加密的密钥', 'Secrets in the clear', access.unsealed),
    ],
  );
}

export function judgeSignIn({ access }: Facts): HealthPart {
  const state = above(access.refused, limits.refused);
  return partOf(
    'sign-in',
    'sign-in',
    [
      state === 'good'
        ? finding('good', '登录失败次数正常。', 'Few sign-ins are refused.')
        : finding(state, `一小时内登录失败 ${access.refused} 次。`, `${access.refused} sign-ins were refused within an hour.`, [
            '在审计日志中按“登录失败”查看来源地址，必要时在反向代理处拦截。',
            'Look at their addresses in the audit log (“Sign-in failed”), and stop them at the proxy if need be.',
          ]),
    ],
    [
      count('登录失败（1 小时）', 'Refused sign-ins (1 h)', access.refused),
      count('涉及账号', 'Accounts concerned', access.accounts),
    ],
  );
}
