import type { PeoplePorts } from "../../worker/deploy/people.ts";
import { fresh } from "../../worker/env.ts";
import { refusedByGuard } from "../../worker/store/guard.ts";
import { testEnv } from "./env.ts";

type Answers = readonly (readonly [question: string, answer: string])[];

export interface Guided extends PeoplePorts {
  readonly lines: string[];
  /** What was asked, in order. */
  readonly asked: string[];
  /** The passwords that were shown, in order. */
  passwords(): string[];
}

/** The guide's step on the test's own platform database. `answers` are given in their order to questions that begin so; any other takes its usual answer. */
export function guided(answers: Answers, over: Partial<PeoplePorts> = {}): Guided {
  const left = [...answers];
  const [lines, asked]: [string[], string[]] = [[], []];
  const database = testEnv.PLATFORM_DB;
  return {
    lines,
    asked,
    passwords: () => lines.flatMap((line) => /^ {6}(\S+)$/m.exec(line)?.[1] ?? []),
    fresh,
    rehearse: false,
    say: (line) => lines.push(line),
    ask: {
      text: async (question, usual) => {
        asked.push(question);
        const at = left.findIndex(([begins]) => question.startsWith(begins));
        if (at === -1 && usual === "" && !question.startsWith("Noted?")) throw new Error(`no answer to: ${question}`);
        const [one] = at === -1 ? [] : left.splice(at, 1);
        return one?.[1] ?? usual;
      },
      secret: () => Promise.reject(new Error("nothing secret is asked here")),
    },
    account: {
      read: async (statement) => (await database.prepare(statement).all()).results,
      write: async (statements) => {
        try {
          await database.batch(statements.map((statement) => database.prepare(statement)));
          return true;
        } catch (error) {
          if (refusedByGuard(error)) return false;
          throw error;
        }
      },
    },
    ...over,
  };
}
