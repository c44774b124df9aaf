import { useEffect, useMemo, useState } from 'react';
import { NewestFirst } from '../app/newest.ts';

export interface Answered<Question, Answer> {
  readonly question: Question;
  readonly answer: Answer;
}

/**
 * The worker's answer to what a part of the page asks while it is shown. It is asked again whenever question or version
 * change; the answer before stays until the new one is there.
 * @param version whatever else the answer depends on
 */
export function useAnswer<Question, Answer>(
  ask: (question: Question) => Promise<Answer | null>,
  question: Question,
  version: unknown,
): Answered<Question, Answer> | null {
  const [answered, setAnswered] = useState<Answered<Question, Answer> | null>(null);
  const questions = useMemo(
    () => new NewestFirst<Question, Answer>(ask, (answer, of) => setAnswered({ question: of, answer })),
    [ask],
  );
  useEffect(() => questions.ask(question), [questions, question, version]);
  useEffect(() => () => questions.forget(), [questions]);
  return answered;
}
