import { type Refusal, toProblem } from '@songhua/kernel';
import { problems } from '../problems.ts';

/** A refusal in both languages, for a terminal. */
export function sayRefusal(refusal: Refusal, print: (line: string) => void): void {
  const { texts } = toProblem(refusal, problems, 'zh');
  print(texts.zh);
  print(texts.en);
}
