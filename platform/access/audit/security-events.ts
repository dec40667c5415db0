import type { Text } from '@songhua/kernel';

/** What happened to accounts, sessions, rules and the log itself, beside requests: each is an entry of the audit log. */
export const securityEvents = {
  'sign-in': { zh: '登录', en: 'Signed in' },
  'sign-in-failed': { zh: '登录失败', en: 'Sign-in failed' },
  'sign-in-throttled': { zh: '登录被限制', en: 'Sign-in throttled' },
  'sign-out': { zh: '退出', en: 'Signed out' },
  'session-ended': { zh: '会话被终止', en: 'Session ended by somebody' },
  'password-changed': { zh: '修改密码', en: 'Password changed' },
  'second-factor-changed': { zh: '变更二次验证', en: 'Second factor changed' },
  'account-added': { zh: '新增账号', en: 'Account added' },
  'account-changed': { zh: '变更账号', en: 'Account changed' },
  'account-disabled': { zh: '停用账号', en: 'Account disabled' },
  'membership-changed': { zh: '变更任职', en: 'Membership changed' },
  'proxy-changed': { zh: '变更监护或代理', en: 'Guardian or proxy changed' },
  'institution-chosen': { zh: '选择代表机构', en: 'Institution chosen' },
  'client-changed': { zh: '变更接入方', en: 'Client changed' },
  'key-changed': { zh: '变更密钥', en: 'Key changed' },
  'token-issued': { zh: '签发令牌', en: 'Token issued' },
  'token-refused': { zh: '拒绝令牌', en: 'Token refused' },
  'policy-changed': { zh: '变更访问规则', en: 'Policy changed' },
  'consent-changed': { zh: '变更授权', en: 'Consent changed' },
  'visit-opened': { zh: '登记就诊', en: 'Visit opened' },
  'emergency-access': { zh: '紧急调阅', en: 'Emergency access' },
  'audit-trimmed': { zh: '清除过期日志', en: 'Audit entries dropped after their time' },
  'records-exported': { zh: '从命令行导出档案', en: 'Records exported from the command line' },
  'backup-taken': { zh: '备份', en: 'Backup taken' },
  'backup-verified': { zh: '校验备份', en: 'Backup verified' },
  restored: { zh: '恢复备份', en: 'Restored from a backup' },
} as const satisfies Record<string, Text>;

export type SecurityEventCode = keyof typeof securityEvents;
