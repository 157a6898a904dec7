import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";

/** Questions to whoever runs the deployment; where nobody is there (no terminal), there is no `Ask`. */
export interface Ask {
  text(question: string, usual: string): Promise<string>;
  /** What is typed is not shown. Empty: no answer. */
  secret(question: string): Promise<string>;
}

export function terminal(): Ask | null {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return null;
  return {
    async text(question, usual) {
      const answer = await line(`  ${question}${usual === "" ? "" : ` [${usual}]`}: `, process.stdout);
      return answer === "" ? usual : answer;
    },
    async secret(question) {
      process.stdout.write(`  ${question}: `);
      const answer = await line("", new Writable({ write: (_part, _encoding, done) => done() }));
      process.stdout.write("\n");
      return answer;
    },
  };
}

async function line(question: string, output: NodeJS.WritableStream): Promise<string> {
  const reader = createInterface({ input: process.stdin, output, terminal: true });
  try {
    return (await reader.question(question)).trim();
  } finally {
    reader.close();
  }
}
