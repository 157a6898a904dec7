import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { Stop } from "./stop.ts";

/** Questions to whoever runs the deployment; where nobody is there (no terminal, or a CI that has one), there is no `Ask`. */
export interface Ask {
  text(question: string, usual: string): Promise<string>;
  /** What is typed is not shown. Empty: no answer. */
  secret(question: string): Promise<string>;
}

export function terminal(): Ask | null {
  if (!process.stdin.isTTY || !process.stdout.isTTY || isSet(process.env["CI"])) return null;
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

function isSet(flag: string | undefined): boolean {
  return flag !== undefined && flag !== "" && flag !== "false" && flag !== "0";
}

async function line(question: string, output: NodeJS.WritableStream): Promise<string> {
  const reader = createInterface({ input: process.stdin, output, terminal: true });
  // Ctrl-C and Ctrl-D close it, and its question is never answered.
  const closed = new Promise<never>((_, refuse) => {
    reader.once("close", () => refuse(new Stop("Stopped. Run npm run deploy again: it goes on from here.")));
  });
  try {
    return (await Promise.race([reader.question(question), closed])).trim();
  } finally {
    reader.close();
  }
}
