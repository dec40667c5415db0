/** What a register says of somebody, as far as it tells who it is. Written as it was typed; null: not known. */
export interface PersonRecord {
  readonly name: string;
  readonly sex: 'male' | 'female' | null;
  /** `YYYYMMDD`; `YYYYMM` or `YYYY` where no more is known. */
  readonly born: string | null;
  /** 公民身份号码, or that of another document. */
  readonly number: string | null;
  readonly phone: string | null;
  readonly address: string | null;
}
