/**
 * What this engine refuses over HTTP: status and text by code, `{name}` filled from the refusal's params. Whoever answers requests
 * puts it into its own table; a test holds it to the code, both ways.
 */
export const exchangeProblems = {
  'records.invalid-condition': {
    status: 400,
    zh: '条件 {condition} 无法读懂；为免无条件执行，未作任何改动。',
    en: 'The condition {condition} cannot be read; rather than go on without it, nothing was done.',
  },
  'records.invalid-parameter': {
    status: 400,
    zh: '参数 {parameter} 的取值不合规定，详见说明。',
    en: 'The parameter {parameter} has a value it cannot have; see the details.',
  },
  'records.version-conflict': {
    status: 412,
    zh: '{resource} 已被他人修改：您依据的是版本 {expected}，现为 {current}。请重新读取后再改。',
    en: '{resource} has changed: you started from version {expected}, it is now {current}. Read it again first.',
  },
  'records.version-gone': {
    status: 412,
    zh: '{resource} 不存在或已删除，而请求要求其版本为 {expected}。',
    en: '{resource} is not there or was deleted, and the request asks for its version {expected}.',
  },
  'records.already-exists': {
    status: 412,
    zh: '{resource} 已存在（版本 {current}），而请求只在其不存在时才成立。',
    en: '{resource} is there already (version {current}), and the request holds only while it is not.',
  },
  'records.several-matches': {
    status: 412,
    zh: '条件 {type}?{criteria} 匹配到不止一个资源（至少 {count} 个），未作任何改动。',
    en: 'The condition {type}?{criteria} finds more than one resource (at least {count}); nothing was changed.',
  },
  'records.no-match': {
    status: 404,
    zh: '没有资源符合条件 {type}?{criteria}。',
    en: 'No resource satisfies the condition {type}?{criteria}.',
  },
  'records.match-has-other-id': {
    status: 400,
    zh: '提交的资源编号为 {id}，而条件匹配到的是 {type}/{found}。',
    en: 'The resource sent has the id {id}, and the condition finds {type}/{found}.',
  },
  'records.id-taken': {
    status: 409,
    zh: '条件没有匹配到资源，而 {resource} 已存在；为免覆盖，未作任何改动。',
    en: 'The condition finds nothing, and {resource} is there already; rather than overwrite it, nothing was changed.',
  },
  'records.not-acceptable': {
    status: 406,
    zh: '无法以“{asked}”应答：本服务只提供 FHIR 4.0 的 JSON（application/fhir+json，UTF-8）。',
    en: 'Cannot answer as “{asked}”: this server speaks FHIR 4.0 in JSON only (application/fhir+json, UTF-8).',
  },
  'records.unsupported-content': {
    status: 415,
    zh: '不接受内容类型“{type}”，可用：{taken}。',
    en: 'The content type “{type}” is not taken here; these are: {taken}.',
  },
  'records.invalid-patch': {
    status: 400,
    zh: '补丁的格式有误（第 {operation} 个操作，规则 {rule}）。',
    en: 'The patch is not well-formed (operation {operation}, rule {rule}).',
  },
  'records.patch-does-not-fit': {
    status: 422,
    zh: '补丁的第 {operation} 个操作不适用于该资源：{path}（规则 {rule}）。未作任何改动。',
    en: 'Operation {operation} of the patch does not fit the resource: {path} (rule {rule}). Nothing was changed.',
  },
  'records.patch-test-failed': {
    status: 409,
    zh: '补丁的第 {operation} 个操作的检验未通过：{path} 与所期望的不同。未作任何改动。',
    en: 'The test of operation {operation} failed: {path} is not what the patch expects. Nothing was changed.',
  },
  'records.patch-changes-identity': {
    status: 422,
    zh: '补丁不得改变 {field}。',
    en: 'A patch may not change {field}.',
  },
  'records.patch-too-large': {
    status: 413,
    zh: '补丁超出上限（{what} ≤ {limit}）。',
    en: 'The patch is too large ({what} ≤ {limit}).',
  },
  'records.not-a-bundle': {
    status: 400,
    zh: '提交的内容不是可执行的 Bundle（规则 {rule}）。',
    en: 'What was sent is no Bundle that can be executed (rule {rule}).',
  },
  'records.invalid-bundle': {
    status: 400,
    zh: 'Bundle 中有 {entries} 个条目有误，详见各条说明。',
    en: 'Entries of the Bundle are wrong ({entries}); see each of them.',
  },
  'records.bundle-too-large': {
    status: 413,
    zh: '一次最多提交 {limit} 个条目，本次有 {entries} 个。',
    en: 'A bundle holds at most {limit} entries; this one has {entries}.',
  },
  'records.same-resource-twice': {
    status: 400,
    zh: '{entry} 与 {other} 写入同一资源 {resource}。',
    en: '{entry} and {other} write the same resource {resource}.',
  },
} as const;
