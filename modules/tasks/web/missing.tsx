import { Value } from '@songhua/ui/value.tsx';
import type { ReactNode } from 'react';

/** A text, or a dash that says why there is none. */
export const Missing = ({ text, reason }: { readonly text: ReactNode; readonly reason: string }) =>
  text ? text : <Value value={null} reason={reason} />;
