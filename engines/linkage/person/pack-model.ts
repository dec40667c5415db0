import type { NameTable, Shares } from './name-table.ts';
import type { PersonModel } from './person-model.ts';

/** A model as it is written into a file: shares of names as one line each. */
export interface PackedModel extends Omit<PersonModel, 'names'> {
  readonly names: { readonly surnames: string; readonly given: Readonly<Record<string, string>> };
}

const short = (chances: readonly (readonly number[])[]): number[][] =>
  chances.map((levels) => levels.map((one) => Number(one.toPrecision(5))));

/** `王 .082 李 .075 … * .00001`: the last is the share of each name that is not in it. */
const packShares = ({ common, other }: Shares): string =>
  [...Object.entries(common), ['*', other] as const].map(([name, share]) => `${name} ${share}`).join(' ');

function unpackShares(text: string): Shares {
  const parts = text.split(' ');
  const common: Record<string, number> = {};
  let other = 0;
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [name = '', share] = [parts[at], Number(parts[at + 1])];
    if (name === '*') other = share;
    else common[name] = share;
  }
  return { common, other };
}

const mapShares = <A, B>(given: Readonly<Record<string, A>>, by: (one: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(given).map(([decade, one]) => [decade, by(one)]));

export function packModel(model: PersonModel): PackedModel {
  const { surnames, given }: NameTable = model.names;
  return {
    ...model,
    m: short(model.m),
    u: short(model.u),
    near: short(model.near),
    names: { surnames: packShares(surnames), given: mapShares(given, packShares) },
  };
}

export const unpackModel = ({ names, ...model }: PackedModel): PersonModel => ({
  ...model,
  names: { surnames: unpackShares(names.surnames), given: mapShares(names.given, unpackShares) },
});
