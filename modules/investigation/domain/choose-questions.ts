import { ok, type Result, refuse } from '@songhua/kernel';
import { type CaseAnswers, day } from '../contract.ts';
import book from './questions.json' with { type: 'json' };

type Questions = Pick<CaseAnswers, 'set' | 'title' | 'source' | 'verified' | 'questions'>;

/** What is asked of cases of a disease; of what no set names, the one for unknown causes. */
export function chooseQuestions(disease: string): Questions {
  const last = book.sets.at(-1);
  const found = book.sets.find(({ diseases }) => (diseases as readonly string[]).includes(disease)) ?? last;
  if (!found) throw new Error('there are no questions');
  const questions = found.questions.map(({ type, ...rest }) => ({
    ...rest,
    type: type as Questions['questions'][number]['type'],
  }));
  return { set: found.key, title: found.title, source: book.source, verified: book.verified, questions };
}

const choices: readonly string[] = ['yes', 'no', 'unknown'];

/** The answers that are said, each to a question that is asked and in its form; a day does not lie ahead. */
export function checkAnswers(
  { questions }: Pick<Questions, 'questions'>,
  said: Readonly<Record<string, string | null>>,
  today: string,
): Result<Readonly<Record<string, string>>> {
  const answers: Record<string, string> = {};
  for (const [key, answer] of Object.entries(said)) {
    if (answer === null) continue;
    const type = questions.find((one) => one.key === key)?.type;
    const fits = type === 'text' || (type === 'yes-no' && choices.includes(answer));
    const isDay = type === 'day' && day.safeParse(answer).success && answer <= today;
    if (!fits && !isDay) return refuse('investigation.answer-faulty', { question: key, answer });
    answers[key] = answer;
  }
  return ok(answers);
}
