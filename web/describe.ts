import { ApiProblem } from '@songhua/ui/api.ts';
import type { Text } from '@songhua/ui/text.ts';

/** A failure in the reader's language: the server's own words, or `otherwise`. */
export const describe = (error: unknown, text: (text: Text) => string, otherwise: string): string =>
  error instanceof ApiProblem ? text(error.texts) : otherwise;
