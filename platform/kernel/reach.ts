/** Through what somebody reaches a person's records (与居民的关系). */
export const relations = {
  treating: { zh: '正在或近期诊疗', en: 'treating' },
  opened: { zh: '本机构人员登记的就诊（待核实）', en: 'a visit that people of the institution opened, not confirmed yet' },
  contracted: { zh: '家庭医生签约', en: 'contracted family doctor' },
  responsible: { zh: '属地公共卫生职责', en: 'responsible for public health of the area' },
  self: { zh: '本人', en: 'the person' },
  proxy: { zh: '监护人或受托家属', en: 'guardian or authorised relative' },
  emergency: { zh: '紧急调阅', en: 'emergency access' },
} as const;

export type Relation = keyof typeof relations;

/** What makes a record sensitive (敏感信息): hidden unless a way names it. */
export const labels = {
  sti: { zh: '艾滋病与性传播疾病', en: 'HIV and sexually transmitted infections' },
  mental: { zh: '精神卫生', en: 'mental health' },
  genetic: { zh: '遗传信息', en: 'genetics' },
} as const;

export type Label = keyof typeof labels;

/** What for records are looked at (调阅目的). */
export const purposes = {
  treatment: { zh: '诊疗', en: 'treatment' },
  'public-health': { zh: '公共卫生', en: 'public health' },
  administration: { zh: '管理与统计', en: 'administration and statistics' },
  personal: { zh: '本人查阅', en: 'own use' },
  emergency: { zh: '紧急救治', en: 'emergency treatment' },
} as const;

export type Purpose = keyof typeof purposes;

/** What of a person lists may show in part only (列表中遮盖的字段). */
export const maskedFields = {
  name: { zh: '姓名', en: 'names' },
  identifier: { zh: '证件号码', en: 'identity numbers' },
  phone: { zh: '电话', en: 'phone numbers' },
  address: { zh: '地址', en: 'addresses' },
} as const;

export type MaskedField = keyof typeof maskedFields;

/** Who stands in a relation: `Organization/…`, `Practitioner/…`, `Patient/…` of oneself, `area/220221`, `account/…`. */
export interface Holder {
  readonly relation: Relation;
  readonly id: string;
}

/** One way to resources; several are a union. */
export interface Way {
  /** R4's names; `*` is every type. */
  readonly types: readonly string[] | '*';
  /** create, read, update, delete, search. */
  readonly interactions: string;
  /** Every resource of the types, or those of people to whom one of these stands in its relation. */
  readonly whose: 'everyone' | readonly Holder[];
  /** Sensitive records it also leads to; `*` is all of them. */
  readonly labels: readonly Label[] | '*';
  /** Search parameters that must hold too, as SMART's granular scopes say them: `category=laboratory`. All of them. */
  readonly criteria?: readonly string[];
  /** Consent does not bind this way: it leads to one's own record, or a life is at stake (紧急救治). */
  readonly aboveConsent?: true;
  /**
   * What lists show in part of what it leads to. A field is whole as soon as one way that leads to a resource masks nothing of it; one
   * resource asked for by its address is whole.
   */
  readonly masked?: readonly MaskedField[];
}

/**
 * What of the record store somebody reaches: the union of its ways, less what a person's consent denies to these institutions or for this
 * purpose. Nobody but the system itself is without limits.
 */
export interface Reach {
  readonly ways: readonly Way[];
  readonly purpose: Purpose;
  /** By which names consents know who asks: `Organization/…` for which they work, `acting/Organization/…` for which they act now. */
  readonly institutions: readonly string[];
  /** Consent does not bind: it is one's own record, or the law asks for it (依法报告). */
  readonly aboveConsent?: true;
}

/** Everything: the system's own work, and backends that hold `system/*` scopes. */
export const everything: Reach = {
  ways: [{ types: '*', interactions: 'cruds', whose: 'everyone', labels: '*' }],
  purpose: 'administration',
  institutions: [],
  aboveConsent: true,
};

export const nothing: Reach = { ways: [], purpose: 'administration', institutions: [] };
