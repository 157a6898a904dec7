import { Unfit } from "../../domain/errors.ts";

/**
 * What went wrong, without values: the database's own words (they name tables and columns), else the error's class and the place it
 * came from. A query builder's message quotes parameters and a parser's quotes input, so those are never used (SC1).
 */
export function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if (error instanceof Unfit) return error.message.slice(0, 400);
  if (error.cause instanceof Error) return causeOf(error.cause);
  if (error.message.startsWith("D1_ERROR")) return error.message.slice(0, 160);
  const place =
    error.stack
      ?.split("\n")[1]
      ?.trim()
      .replace(/^at /, "")
      .replace(/\(?(?:file:\/\/|https?:\/\/)?[^\s(]*\/([^/\s)]+)\)?$/, "$1") ?? "";
  return `${error.name} ${place}`.trim().slice(0, 160);
}
