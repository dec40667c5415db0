import type { ProblemTable } from '@songhua/kernel';

export const problems: ProblemTable = {};
