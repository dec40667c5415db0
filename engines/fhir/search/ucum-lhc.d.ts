/** What is used of the library, which ships no types of its own. */
declare module '@lhncbc/ucum-lhc' {
  export interface Unit {
    readonly magnitude_: number;
    readonly dim_: { readonly dimVec_: readonly number[] | null } | null;
    readonly cnv_: string | null;
    readonly isArbitrary_?: boolean;
  }

  export const UcumLhcUtils: {
    getInstance(): { getSpecifiedUnit(code: string, mode: 'validate'): { readonly unit: Unit | null } };
  };
}
