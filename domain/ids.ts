import * as v from "valibot";

/** Our own ids: UUIDv7, so that they sort by creation. */
export const uuid = v.pipe(v.string(), v.uuid());

/**
 * Meta's ids are strings of digits: they exceed 2^53, so a JSON number may already have lost its end.
 * Numbers are taken only while they are safe integers; `parseMetaJson` turns the others into strings first.
 */
export const metaId = v.union([
  v.pipe(v.string(), v.regex(/^\d{1,24}$/)),
  v.pipe(
    v.number(),
    v.safeInteger(),
    v.minValue(0),
    v.transform((value) => String(value)),
  ),
]);

/** Milliseconds since 1970, UTC. */
export const instant = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Meta nests a handful of levels. Deeper, it would depend on the stack that is left whether a text can be read. */
const MAX_DEPTH = 64;

/**
 * Parses JSON whose integers may exceed 2^53: an unsafe integer becomes the string of its digits.
 * Throws SyntaxError as JSON.parse does, and where the text nests deeper than 64 levels.
 */
export function parseMetaJson(text: string): unknown {
  if (isDeeperThan(MAX_DEPTH, text)) throw new SyntaxError("nested too deep");
  return (JSON.parse as ParseWithSource)(text, (_key, value, context) =>
    typeof value === "number" && context?.source !== undefined && !Number.isSafeInteger(value) && /^\d+$/.test(context.source)
      ? context.source
      : value,
  );
}

function isDeeperThan(most: number, text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (quoted) {
      if (letter === "\\") at++;
      else if (letter === '"') quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === "[" || letter === "{") {
      depth += 1;
      if (depth > most) return true;
    } else if (letter === "]" || letter === "}") depth -= 1;
  }
  return false;
}

/** The standard library's types lag behind the reviver's third argument, which V8 has. */
type ParseWithSource = (text: string, reviver: (key: string, value: unknown, context?: { readonly source?: string }) => unknown) => unknown;
