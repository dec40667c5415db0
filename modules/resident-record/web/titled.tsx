import { Link } from 'react-router';
import type { Source } from '../contract.ts';
import type { DetailAddress } from './addresses.ts';

interface TitledProps {
  readonly source: Source | undefined;
  readonly title: string;
  readonly addressOf: DetailAddress;
}

/** A title that opens its detail, where the reader has details. */
export function Titled({ source, title, addressOf }: TitledProps) {
  const address = source ? addressOf(source) : null;
  return address === null ? <strong>{title}</strong> : <Link to={address}>{title}</Link>;
}
