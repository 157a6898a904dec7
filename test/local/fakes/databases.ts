import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

const MIGRATIONS = join(import.meta.dirname, "../../../migrations");

/** A database as its migrations make it, in that file. */
export function openDatabase(path: string, kind: "platform" | "workspace"): DatabaseSync {
  const made = existsSync(path);
  const database = new DatabaseSync(path);
  if (made) return database;
  const folder = join(MIGRATIONS, kind);
  const texts = readdirSync(folder).filter((one) => one.endsWith(".sql"));
  for (const text of texts.sort()) database.exec(readFileSync(join(folder, text), "utf8"));
  return database;
}
