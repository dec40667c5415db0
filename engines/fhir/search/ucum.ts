import type { Unit as LibraryUnit } from '@lhncbc/ucum-lhc';
import type { Ucum } from './types.ts';

/** Base units in the order of the library's dimension vector. */
const bases = ['m', 's', 'g', 'rad', 'K', 'C', 'cd'];

/** Temperatures whose zero is not the base unit's: kelvin = value * factor + offset. UCUM, table "special units on non-ratio scales". */
const temperatures: Readonly<Record<string, { readonly factor: number; readonly offset: number }>> = {
  Cel: { factor: 1, offset: 273.15 },
  '[degF]': { factor: 5 / 9, offset: (459.67 * 5) / 9 },
  '[degRe]': { factor: 1.25, offset: 273.15 },
};

type Unit = ReturnType<Ucum['canonical']>;

/**
 * Units by @lhncbc/ucum-lhc, loaded when first asked for (about 60 ms and 4 MB). A canonical unit is the product of UCUM's base
 * units (`g.m-3`); an arbitrary unit such as [iU] is a dimension of its own; logarithmic units have none.
 */
export async function loadUcum(): Promise<Ucum> {
  const { UcumLhcUtils } = await import('@lhncbc/ucum-lhc');
  const utils = UcumLhcUtils.getInstance();
  const known = new Map<string, Unit>();
  const canonical = (code: string): Unit => {
    if (known.has(code)) return known.get(code);
    const unit =
      code.length > 100 || /\s/.test(code) ? undefined : canonicalOf(code, utils.getSpecifiedUnit(code, 'validate').unit);
    // Codes come from clients: what is remembered stays bounded.
    if (known.size >= 10_000) known.clear();
    known.set(code, unit);
    return unit;
  };
  return { canonical };
}

function canonicalOf(code: string, unit: LibraryUnit | null): Unit {
  const vector = unit?.dim_?.dimVec_;
  if (!unit || !vector) return undefined;
  const powers = vector.flatMap((power, index) => (power === 0 ? [] : [`${bases[index] ?? ''}${power === 1 ? '' : power}`]));
  if (unit.cnv_ !== null) {
    const temperature = temperatures[code];
    return temperature && { ...temperature, code: 'K' };
  }
  if (unit.isArbitrary_) {
    const atoms = code.match(/\[[^\]]*\]/g) ?? [];
    if (atoms.length !== 1) return undefined;
    powers.push(atoms[0]);
  }
  return { factor: unit.magnitude_, offset: 0, code: powers.length === 0 ? '1' : powers.join('.') };
}
