import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ENDS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Hands a text to a command that takes only files: for its owner's eyes, and gone afterwards whatever happens. A signal would end the
 * process before `finally`, so it is caught, and sent again once the file is away.
 */
export async function passing<T>(text: string, use: (path: string) => Promise<T>): Promise<T> {
  // The folder is made with mode 0700.
  const folder = mkdtempSync(join(tmpdir(), "leadoxe-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const ended = (signal: NodeJS.Signals) => {
    remove();
    forget();
    process.kill(process.pid, signal);
  };
  const forget = () => ENDS.forEach((signal) => process.off(signal, ended));
  ENDS.forEach((signal) => process.on(signal, ended));
  try {
    const path = join(folder, "statements.sql");
    writeFileSync(path, text, { mode: 0o600 });
    return await use(path);
  } finally {
    remove();
    forget();
  }
}
