/** What of a person a policy may want shown in part only. */
export const maskedFields = {
  name: { zh: '姓名', en: 'names' },
  identifier: { zh: '证件号码', en: 'identity numbers' },
  phone: { zh: '电话', en: 'phone numbers' },
  address: { zh: '地址', en: 'addresses' },
} as const;

export type MaskedField = keyof typeof maskedFields;
