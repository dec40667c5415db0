import type { RefusalCode } from '@songhua/engine-fhir/refusal.ts';
import type { ProblemTable } from '@songhua/kernel';

/** What the record store refuses; every code of the engine's is among them. */
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
  'records.invalid-bundle': {
    status: 400,
    zh: '有 {entries} 个条目不符合要求，全部未执行；详见各条目说明。',
    en: 'Entries that break a rule: {entries}; none was carried out. See each.',
  },
  'records.already-exists': {
    status: 412,
    zh: '{resource} 已存在（版本 {current}），按条件不作改动。',
    en: '{resource} is there already (version {current}); by your condition nothing was changed.',
  },
  'records.version-gone': {
    status: 412,
    zh: '{resource} 不存在或已删除，您依据的是版本 {expected}。',
    en: '{resource} is not there or is deleted; you started from version {expected}.',
  },
  'records.deleted': {
    status: 410,
    zh: '{resource} 已删除；其历史版本仍可查阅。',
    en: '{resource} is deleted; its history can still be read.',
  },
  'records.unknown-version': { status: 404, zh: '{resource} 没有版本 {version}。', en: '{resource} has no version {version}.' },
  'records.several-matches': {
    status: 412,
    zh: '条件“{criteria}”找到的 {type} 不止一个，未作改动。',
    en: 'The condition “{criteria}” finds more than one {type}; nothing was changed.',
  },
  'records.no-match': {
    status: 404,
    zh: '条件“{criteria}”没有找到 {type}。',
    en: 'The condition “{criteria}” finds no {type}.',
  },
  'records.empty-criteria': {
    status: 412,
    zh: '对 {type} 的条件为空，会涉及全部资源，未作改动。',
    en: 'The condition on {type} is empty and would mean all of them; nothing was changed.',
  },
  'records.too-many-matches': {
    status: 412,
    zh: '条件找到的资源超过 {limit} 个，一次不能全部删除。',
    en: 'The condition finds more than {limit} resources; they cannot be deleted at once.',
  },
  'records.match-has-other-id': {
    status: 400,
    zh: '条件找到的 {type} 编号为 {found}，与提交的 {id} 不一致。',
    en: 'The condition finds {type} {found}, but the body says {id}.',
  },
  'records.id-taken': {
    status: 409,
    zh: '{resource} 已存在，但不符合您的条件，未作改动。',
    en: '{resource} is there but does not fulfil your condition; nothing was changed.',
  },
  'records.invalid-condition': {
    status: 400,
    zh: '请求条件 {condition} 无法理解，未作任何改动。',
    en: 'The condition {condition} cannot be read; nothing was changed.',
  },
  'records.invalid-parameter': {
    status: 400,
    zh: '参数 {parameter} 不符合要求。',
    en: 'The parameter {parameter} breaks a rule.',
  },
  'records.not-acceptable': {
    status: 406,
    zh: '不能以“{asked}”应答；本服务以 FHIR R4 JSON 应答。',
    en: 'No answer can be given as “{asked}”; this service answers in FHIR R4 JSON.',
  },
  'records.unsupported-content': {
    status: 415,
    zh: '不支持内容类型“{type}”，可用：{taken}。',
    en: 'The content type “{type}” is not taken here; these are: {taken}.',
  },
  'records.not-a-bundle': {
    status: 400,
    zh: '须为 batch 或 transaction 类型的 Bundle。',
    en: 'Must be a Bundle of type batch or transaction.',
  },
  'records.not-in-bundle': {
    status: 400,
    zh: '批处理与事务中不能使用 {what}。',
    en: '{what} cannot be used inside a bundle.',
  },
  'records.invalid-patch': { status: 400, zh: '补丁内容不符合要求，详见各项说明。', en: 'The patch breaks a rule; see each.' },
  'records.patch-does-not-fit': {
    status: 422,
    zh: '补丁与资源现状不符，未作改动。',
    en: 'The patch does not fit the resource as it is; nothing was changed.',
  },
  'records.patch-test-failed': {
    status: 412,
    zh: '补丁中的 test 未通过，未作改动。',
    en: 'A test of the patch failed; nothing was changed.',
  },
  'records.patch-changes-identity': {
    status: 422,
    zh: '补丁不得改变资源的类型、编号或版本。',
    en: 'A patch may not change type, id or version of a resource.',
  },
  'records.patch-too-large': {
    status: 413,
    zh: '补丁过大：{what} 超过 {limit}。',
    en: 'The patch is too large: more than {limit} {what}.',
  },
  'records.invalid-cursor': { status: 400, zh: '翻页标记无效。', en: 'The page mark is not one of ours.' },
  'records.dangling-reference': {
    status: 422,
    zh: '引用的 {reference} 不存在或已删除；详见各字段说明。',
    en: 'A reference to {reference}, which is not there or is deleted; see each field.',
  },
  'records.still-referred': {
    status: 409,
    zh: '仍被 {referrer} 等资源引用，不能删除；详见各资源说明。',
    en: 'It cannot be deleted while {referrer} refers to it; see each resource.',
  },
  'records.invalid-search': {
    status: 400,
    zh: '检索条件有误，详见各参数说明。',
    en: 'The search is not understood; see each parameter.',
  },
  'records.search-too-costly': {
    status: 422,
    zh: '此检索需逐条查看 {looked} 份以上的资源，超过上限 {limit}；请加上更具体的条件（如病人、编码或日期）。',
    en: 'This search must look at more than {limit} resources one by one (it looked at {looked}); add a narrower condition such as a patient, code or date.',
  },
  'records.search-too-long': {
    status: 422,
    zh: '此检索用时过长，已停止；请加上更具体的条件（如病人、编码或日期）。',
    en: 'This search took too long and was stopped; add a narrower condition such as a patient, code or date.',
  },
  'records.search-too-large': {
    status: 422,
    zh: '此检索一次列出的取值过多，数据库无法处理；请减少取值或分几次检索。',
    en: 'This search names more values than the database can look for at once; name fewer, or search several times.',
  },
  'records.too-many-included': {
    status: 422,
    zh: '随页带出的资源超过 {limit} 份；请减小 _count 或收窄 _include。',
    en: 'More than {limit} resources would come along with this page; lower _count or narrow _include.',
  },
  'records.sort-over-types': {
    status: 400,
    zh: '跨类型检索不能使用 _sort。',
    en: 'A search over several types cannot be sorted by _sort.',
  },
  'records.unknown-operation': {
    status: 404,
    zh: '本服务没有操作“{name}”。',
    en: 'This service has no operation “{name}”.',
  },
  'records.unknown-value-set': {
    status: 422,
    zh: '没有值集 {name}（检索 {asked} 需要它）。',
    en: 'There is no value set {name}, which the search for {asked} needs.',
  },
  'records.unknown-code-system': {
    status: 422,
    zh: '没有代码系统 {name} 的概念表（检索 {asked} 需要它）。',
    en: 'The concepts of the code system {name} are not here; the search for {asked} needs them.',
  },
  'records.value-set-not-listed': {
    status: 422,
    zh: '值集 {asked} 不能列出代码：{name}。',
    en: 'The codes of the value set {asked} cannot be listed: {name}.',
  },
  'records.unusable-parameter': {
    status: 422,
    zh: '此 SearchParameter 不能用于检索，未作改动；详见各字段说明。',
    en: 'This SearchParameter cannot be used for searching; nothing was changed. See each field.',
  },
  'records.too-many-parameters': {
    status: 422,
    zh: '一次最多为 {limit} 个资源类型新增参数。',
    en: 'Parameters can be added for at most {limit} types at once.',
  },
  'records.parameter-not-ready': {
    status: 422,
    zh: '检索参数 {code} 刚刚新增，正在为已有资源建立索引（已完成 {done}，共 {total}）；完成后即可使用。',
    en: 'The search parameter {code} was just added; what is stored already is being indexed ({done} of {total}). It can be used when that is done.',
  },
  'records.parameters-changed': {
    status: 409,
    zh: '检索参数 {code} 刚刚有变动，请再试一次。',
    en: 'The search parameter {code} has just changed; please ask again.',
  },
  'records.outdated-program': {
    status: 503,
    zh: '较新版本的程序已接管索引，本进程不再写入；请重新启动为新版本。',
    en: 'A newer version of the program keeps the index now, so this process writes no more; restart it with that version.',
  },
  'records.out-of-reach': {
    status: 403,
    zh: '您不能这样改动这份 {type}：它属于（或改动后将属于）您无权处理的居民，或含您无权处理的敏感信息。',
    en: 'You may not change this {type} so: it is, or would be, of a person or of a kind that you do not reach.',
  },
  'records.not-for-this-writer': {
    status: 403,
    zh: '您不能这样登记这份 {type}，详见各字段说明。',
    en: 'You may not write this {type} so; see each field.',
  },
  'records.patch-unread': {
    status: 403,
    zh: '您可以改写这份 {type}，但无权读取它，因而不能对它局部修改（PATCH）；请用 PUT 提交完整内容。',
    en: 'You may replace this {type} but not read it, and so not patch it; PUT the whole content instead.',
  },
  'records.history-uncounted': {
    status: 403,
    zh: '您只能看到其中一部分资源，整类或全库历史不提供总数（_summary=count、_count=0）；请逐页读取，或查询单个资源的历史。',
    en: 'You reach a part of these resources, and histories of a type or of everything are not counted for that (_summary=count, _count=0). Read page by page, or ask for the history of one resource.',
  },
  'records.history-too-long': {
    status: 403,
    zh: '按时刻（_at）查询整类或全库历史需要逐一查看超过 {limit} 个版本；请查询单个资源的历史，或改用 _since。',
    en: 'More than {limit} versions would have to be looked at for the history of a type or of everything at a moment (_at). Ask for the history of one resource, or by _since.',
  },
  'records.kept-elsewhere': {
    status: 405,
    zh: '{type} 在此只能读取与检索：内容由系统自身记录，不能新建、修改或删除，也没有版本历史。',
    en: '{type} can only be read and searched here: the system writes it by itself. It is not created, changed or deleted, and has no versions.',
  },
  'records.scope-too-small': {
    status: 403,
    zh: '令牌的范围不允许对 {type} 做此操作。',
    en: 'The scope of the token does not allow this on {type}.',
  },
  'records.masked-content': {
    status: 422,
    zh: '{resource} 的内容取自列表，其中一部分已被遮盖（meta.security 带有 MASKED），写回会丢失原值；请先读取这份资源再修改。',
    en: 'The content of {resource} was taken from a list that shows it in part (meta.security says MASKED): read the resource, then change it.',
  },
  'records.masked-parameter': {
    status: 403,
    zh: '{type} 的部分信息在列表中对您是遮盖的，不能按 {parameter} 逐段查找或排序；请改用完整的证件号码或电话查找，或打开单份资源查看。',
    en: 'Lists show you {type} in part: {parameter} would tell the rest. Search by a whole number, or open the one resource.',
  },
} as const satisfies ProblemTable & Readonly<Record<RefusalCode, unknown>>;
