import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Asked, Reader } from "../store/ledger.ts";
import { jsonOf } from "./account.ts";
import { mustWork, type Ran } from "./tools.ts";

/** Databases read from outside the Worker, as if by its binding: on this machine by their files, in production through wrangler. */

type Value = string | number | null;

class Statement implements Asked {
  readonly text: string;
  readonly values: readonly Value[];

  constructor(text: string, values: readonly Value[] = []) {
    this.text = text;
    this.values = values;
  }

  bind(...values: Value[]): Statement {
    return new Statement(this.text, values);
  }

  /** With its values in it. */
  get whole(): string {
    return this.text.replace(/\?(\d+)/g, (_, n: string) => literal(this.values[Number(n) - 1] ?? null));
  }
}

function literal(value: Value): string {
  if (value === null) return "NULL";
  return typeof value === "number" ? String(value) : `'${value.replaceAll("'", "''")}'`;
}

function readerBy(all: (statements: readonly Statement[]) => Promise<readonly unknown[][]>): Reader {
  return {
    prepare: (text) => new Statement(text),
    async batch<T>(statements: Asked[]) {
      const answers = await all(statements.filter((one) => one instanceof Statement));
      return answers.map((results) => ({ results: results as T[] }));
    },
  };
}

/** Where wrangler and Miniflare keep a D1 database: one file each, whose name does not say which. */
const FILES = "worker/v3/d1/miniflare-D1DatabaseObject";

/** The databases of `npm start`, whether it runs or not: they are only read. */
export function localReaders(state: string): Reader[] {
  const folder = join(state, FILES);
  return filesIn(folder).map((name) => {
    const database = new DatabaseSync(join(folder, name), { readOnly: true });
    return readerBy(async (statements) => {
      database.exec("BEGIN");
      try {
        return statements.map(({ text, values }) => database.prepare(text).all(...values));
      } finally {
        database.exec("COMMIT");
      }
    });
  });
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /^[0-9a-f]{64}\.sqlite$/.test(name));
  } catch {
    return [];
  }
}

/** Production's database with this binding. Any process can read a command line: these statements hold ids and numbers only. */
export function remoteReader(wrangler: (args: readonly string[]) => Promise<Ran>, binding: string): Reader {
  return readerBy(async (statements) => {
    const command = statements.map((one) => one.whole).join(";\n");
    const ran = await wrangler(["d1", "execute", binding, "--remote", "--yes", "--json", "--command", command, "--env", "production"]);
    const answers = jsonOf(mustWork(ran, `wrangler d1 execute ${binding}`).out) as { readonly results?: unknown[] }[];
    return answers.map((one) => one.results ?? []);
  });
}
