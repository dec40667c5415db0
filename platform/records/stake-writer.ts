import { r4Definitions } from './record-store.ts';
import { createDirectory } from './store/directory.ts';
import { createNumberSource } from './store/numbers.ts';
import { createStakeWriter, type StakeWriter } from './store/stakes.ts';

let numbers: ReadonlyMap<string, number> | undefined;

/** Numbers of types follow from R4's alphabetical order (domain/parameter-codes.ts). */
export function numberOfType(type: string): number {
  numbers ??= new Map(
    r4Definitions()
      .resourceTypes.toSorted()
      .map((name, at) => [name, at + 1] as const),
  );
  const number = numbers.get(type);
  if (number === undefined) throw new Error(`no type ${type}`);
  return number;
}

/**
 * Writes who has a stake in whom, and what people forbid, for modules' projections: those are handed a transaction and resources, and no
 * store. What it writes is in force for whatever is asked after the transaction has committed.
 */
export const stakeWriter: StakeWriter = createStakeWriter(createDirectory(createNumberSource()), numberOfType);
