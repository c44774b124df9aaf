/**
 * One question in flight, one waiting: the newest. There is no delay before a question is asked, and however fast
 * questions come, the answerer never has more than one too old to matter.
 */
export class NewestFirst<Question, Answer> {
  readonly #ask: (question: Question) => Promise<Answer | null>;
  readonly #take: (answer: Answer, question: Question) => void;
  #inFlight = false;
  /** Counts how often everything was forgotten. */
  #generation = 0;
  #waiting: { readonly question: Question } | null = null;

  /** `take` gets the answer to the newest question alone; older ones are dropped, and so is null. */
  constructor(ask: (question: Question) => Promise<Answer | null>, take: (answer: Answer, question: Question) => void) {
    this.#ask = ask;
    this.#take = take;
  }

  ask(question: Question): void {
    this.#waiting = { question };
    if (!this.#inFlight) void this.#work();
  }

  /** Whatever was asked is no longer of interest. */
  forget(): void {
    this.#waiting = null;
    this.#generation++;
  }

  async #work(): Promise<void> {
    this.#inFlight = true;
    while (this.#waiting !== null) {
      const { question } = this.#waiting;
      const generation = this.#generation;
      this.#waiting = null;
      const answer = await this.#ask(question);
      const isNewest = this.#waiting === null && generation === this.#generation;
      if (isNewest && answer !== null) this.#take(answer, question);
    }
    this.#inFlight = false;
  }
}
