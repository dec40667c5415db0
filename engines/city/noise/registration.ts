/** What an institution's register says of somebody; null: the field was left empty. */
export interface Registration {
  readonly name: string;
  readonly sex: 'male' | 'female' | 'unknown';
  /** `YYYYMMDD`, or what was taken for it. */
  readonly born: string | null;
  readonly number: string | null;
  readonly phone: string | null;
  readonly address: string | null;
}

/** Whoever it is truly about, and what those around them have that is written down in its place. */
export interface Truth extends Registration {
  readonly surname: string;
  readonly given: string;
  /** Numbers of a spouse, parent or sibling whose card is used. */
  readonly othersNumbers: readonly string[];
  readonly parentPhone: string | null;
  readonly formerAddress: string | null;
  readonly formerPhone: string | null;
}

/** Ways in which registers are wrong. */
export const errorClasses = {
  homophone: { zh: '同音字', en: 'a character of the same sound' },
  'near-sound': { zh: '近音字', en: 'a character of a near sound' },
  'look-alike': { zh: '形近字', en: 'a character that looks alike' },
  variant: { zh: '繁体或异体字', en: 'a traditional or variant form' },
  'missing-character': { zh: '漏字', en: 'a character left out' },
  'turned-name': { zh: '姓名颠倒', en: 'given name before surname' },
  pinyin: { zh: '只有拼音', en: 'in pinyin alone' },
  'number-digit': { zh: '证件号错一位', en: 'a digit of the number wrong' },
  'number-swap': { zh: '证件号相邻两位颠倒', en: 'two neighbouring digits swapped' },
  'others-card': { zh: '用了他人证件', en: "somebody else's card" },
  'no-number': { zh: '无证件号', en: 'no number' },
  'old-number': { zh: '十五位旧号', en: 'the number of before 1999, 15 places' },
  'born-digit': { zh: '出生日期错一位', en: 'a digit of the day of birth wrong' },
  'born-swap': { zh: '出生月日颠倒', en: 'month and day swapped' },
  lunar: { zh: '农历生日', en: 'the lunar birthday' },
  'first-of-january': { zh: '只知出生年', en: 'the year alone, as 1 January' },
  'no-birthday': { zh: '无出生日期', en: 'no day of birth' },
  'phone-digit': { zh: '电话错一位', en: 'a digit of the phone wrong' },
  'parents-phone': { zh: '留父母电话', en: "a parent's phone" },
  'former-phone': { zh: '旧电话', en: 'a former phone' },
  'no-phone': { zh: '无电话', en: 'no phone' },
  'former-address': { zh: '旧地址', en: 'a former address' },
  'short-address': { zh: '地址不全', en: 'the address in part' },
  'no-address': { zh: '无地址', en: 'no address' },
  sex: { zh: '性别有误', en: 'the wrong sex' },
  newborn: { zh: '新生儿未取名', en: 'a newborn without a name' },
  unknown: { zh: '身份不明', en: 'nobody knew who it was' },
} as const;

export type ErrorClass = keyof typeof errorClasses;

/** How likely each error is in one registration. */
export type NoiseRates = Readonly<Record<Exclude<ErrorClass, 'newborn' | 'unknown'>, number>>;

/** Rates of a register kept at a counter with a card at hand; this project's assumptions: nobody has published them. */
export const counterNoise: NoiseRates = {
  homophone: 0.02,
  'near-sound': 0.008,
  'look-alike': 0.006,
  variant: 0.004,
  'missing-character': 0.003,
  'turned-name': 0.001,
  pinyin: 0.003,
  'number-digit': 0.008,
  'number-swap': 0.004,
  'others-card': 0.003,
  'no-number': 0.06,
  'old-number': 0.003,
  'born-digit': 0.01,
  'born-swap': 0.003,
  lunar: 0.012,
  'first-of-january': 0.008,
  'no-birthday': 0.01,
  'phone-digit': 0.01,
  'parents-phone': 0.05,
  'former-phone': 0.12,
  'no-phone': 0.08,
  'former-address': 0.12,
  'short-address': 0.15,
  'no-address': 0.1,
  sex: 0.004,
};
