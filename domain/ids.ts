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

/**
 * Parses JSON whose integers may exceed 2^53: an unsafe integer becomes the string of its digits.
 * Throws SyntaxError as JSON.parse does.
 */
export function parseMetaJson(text: string): unknown {
  return (JSON.parse as ParseWithSource)(text, (_key, value, context) =>
    typeof value === "number" && context?.source !== undefined && !Number.isSafeInteger(value) && /^\d+$/.test(context.source)
      ? context.source
      : value,
  );
}

/** The standard library's types lag behind the reviver's third argument, which V8 has. */
type ParseWithSource = (text: string, reviver: (key: string, value: unknown, context?: { readonly source?: string }) => unknown) => unknown;
