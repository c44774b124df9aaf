/**
 * What is wrong with an expression, in Lucene's words where Lucene has any, and where (an offset in UTF-16 units). Parser
 * and builder are deep in recursion when they find out, so inside this folder a problem travels as a thrown `Refusal`;
 * `compileRegex` catches it, and nothing is thrown beyond the folder.
 */
export interface RegexProblem {
  message: string;
  offset: number;
}

export class Refusal extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }

  get problem(): RegexProblem {
    return { message: this.message, offset: this.offset };
  }
}

/** Said of an expression that would need more room or time than one is given. */
export const TOO_COMPLEX = 'regular expression is too complex to determinize';
export const TOO_DEEP = 'regular expression is nested too deeply';
