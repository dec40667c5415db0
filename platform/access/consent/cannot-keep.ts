import type { FieldError, Text } from '@songhua/kernel';

/** What a consent may say that this program cannot keep, and why: it is refused rather than half kept. */
export const reasons = {
  patient: { zh: '必须指明本系统中的居民（Patient/编号）', en: 'must name a resident of this system (Patient/id)' },
  'says-nothing': {
    zh: '既没有 policyRule 也没有 provision，看不出允许还是禁止',
    en: 'has neither policyRule nor provision: nothing is permitted or forbidden',
  },
  contradiction: { zh: 'provision.type 与 policyRule 相互矛盾', en: 'provision.type and policyRule contradict each other' },
  'type-missing': { zh: '须写明 permit（允许）或 deny（禁止）', en: 'must say permit or deny' },
  'actor-role': { zh: '角色须为信息接收者（IRCP 或 PRCP）', en: 'the role must be that of a recipient (IRCP or PRCP)' },
  actor: {
    zh: '只能按机构（Organization/编号）允许或禁止',
    en: 'only institutions (Organization/id) can be permitted or forbidden',
  },
  class: { zh: '只能按 FHIR 资源类型划分内容', en: 'contents can be told apart by FHIR resource type only' },
  purpose: {
    zh: '用途只能是 TREAT、PUBHLTH 或 HOPERAT；紧急救治不能禁止',
    en: 'the purpose must be TREAT, PUBHLTH or HOPERAT; emergency treatment cannot be forbidden',
  },
  action: {
    zh: '只能允许或禁止查阅（access、use、disclose）',
    en: 'only reading (access, use, disclose) can be permitted or forbidden',
  },
  securityLabel: {
    zh: '敏感标签只能是 v3-ActCode 的 HIV、STD、PSY、MH、BH、PSYTHPN 或 GDIS',
    en: 'security labels are HIV, STD, PSY, MH, BH, PSYTHPN or GDIS of v3-ActCode',
  },
  code: { zh: '不能按具体代码划分内容', en: 'contents cannot be told apart by codes' },
  dataPeriod: { zh: '不能按数据产生的时间划分内容', en: 'contents cannot be told apart by the time they are of' },
  data: { zh: '不能逐条指定数据', en: 'single records cannot be named' },
  modifierExtension: { zh: '含有会改变含义的扩展', en: 'has an extension that changes its meaning' },
  'too-many': {
    zh: '机构、类型、敏感标签与用途逐一组合后超过 1000 条，请分写为几份授权或放宽范围',
    en: 'institutions, types, labels and purposes taken together come to more than 1,000 prohibitions: write several consents, or name fewer',
  },
  'permit-in-deny': {
    zh: '禁止之中的例外只能按机构允许，且不限类型、敏感标签、用途和期限',
    en: 'an exception from a prohibition can only spare institutions, for all types, labels, purposes and times',
  },
  'deny-in-deny': { zh: '禁止之中又写禁止，含义不明', en: 'a prohibition inside a prohibition has no clear meaning' },
  'inside-narrow-permit': {
    zh: '只有不限机构、类型、敏感标签、用途和期限的允许之下才能写禁止',
    en: 'a prohibition can stand only inside a permission without institution, type, label, purpose or period',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** The refusal of one element of a consent, named by its rule. */
export const cannotKeep = (field: string, rule: keyof typeof reasons, value?: unknown): FieldError => ({
  field,
  rule: `consent-${rule}`,
  ...(value !== undefined && { value: String(value).slice(0, 200) }),
  message: reasons[rule],
});
