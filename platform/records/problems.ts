import type { ProblemTable } from '@songhua/kernel';

export const recordsProblems = {
  'records.invalid-resource': {
    status: 400,
    zh: '资源不符合 FHIR R4 的要求，详见各字段说明。',
    en: 'The resource breaks a rule of FHIR R4; see each field.',
  },
  'records.unknown-type': {
    status: 404,
    zh: '“{type}”不是 FHIR R4 的资源类型。',
    en: '“{type}” is not a resource type of FHIR R4.',
  },
  'records.unknown-resource': { status: 404, zh: '没有 {resource}。', en: 'There is no {resource}.' },
  'records.version-conflict': {
    status: 412,
    zh: '{resource} 已被他人修改：您依据的是版本 {expected}，现为 {current}。请重新读取后再改。',
    en: '{resource} has changed: you started from version {expected}, it is now {current}. Read it again first.',
  },
  'records.condition-not-kept': {
    status: 400,
    zh: '暂不支持条件 {condition}（“{value}”），为免无条件写入，未作任何改动。',
    en: 'The condition {condition} (“{value}”) cannot be kept; rather than write without it, nothing was changed.',
  },
  'records.bundle-too-large': {
    status: 413,
    zh: '一次最多提交 {limit} 个条目，本次有 {entries} 个。',
    en: 'A bundle holds at most {limit} entries; this one has {entries}.',
  },
  'records.same-resource-twice': {
    status: 400,
    zh: '同一次提交中 {resource} 出现了两次。',
    en: '{resource} stands twice in one submission.',
  },
  'records.invalid-bundle': { status: 400, zh: '第 {entry} 个条目有误：{reason}', en: 'Entry {entry} is wrong: {reason}' },
  'records.scope-too-small': {
    status: 403,
    zh: '令牌的范围不允许对 {type} 做此操作。',
    en: 'The scope of the token does not allow this on {type}.',
  },
} as const satisfies ProblemTable;
