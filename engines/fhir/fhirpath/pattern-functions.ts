/** Functions that run a regular expression, outside texts and quoted names. */
const byPattern = /'(?:[^'\\]|\\.)*'|`[^`]*`|\b(matches|matchesFull|replaceMatches)\s*\(/g;

/** The first function in an expression that runs a regular expression: one written by a stranger can take for ever. */
export const patternFunctionIn = (expression: string): string | undefined =>
  [...expression.matchAll(byPattern)].find(([, name]) => name !== undefined)?.[1];
