/**
 * One thing after another. A room awaits the database between reading the log and sending: without this a hello could be answered
 * from a state that a broadcast has already left behind.
 */
export class Order {
  #last: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#last.then(work, work);
    this.#last = next.catch(() => undefined);
    return next;
  }
}

/** Runs `work` again once if it was asked for while running; everybody who asked meanwhile waits for that one run. */
export class Coalesced {
  #running: Promise<void> | null = null;
  #next: Promise<void> | null = null;
  readonly #work: () => Promise<void>;

  constructor(work: () => Promise<void>) {
    this.#work = work;
  }

  ask(): Promise<void> {
    if (this.#running === null) {
      this.#running = this.#work().finally(() => {
        this.#running = null;
      });
      return this.#running;
    }
    this.#next ??= this.#running
      .catch(() => undefined)
      .then(() => {
        this.#next = null;
        return this.ask();
      });
    return this.#next;
  }
}
