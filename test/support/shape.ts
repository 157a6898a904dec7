/** A valibot schema as far as its shape goes, of whatever type. */
interface Schema {
  readonly kind: string;
  readonly type: string;
  readonly pipe?: readonly Schema[];
  readonly entries?: Readonly<Record<string, Schema>>;
  readonly item?: Schema;
  readonly items?: readonly Schema[];
  readonly wrapped?: Schema;
  readonly default?: unknown;
  readonly options?: readonly unknown[];
  readonly key?: unknown;
  readonly value?: Schema;
  readonly literal?: unknown;
  readonly requirement?: unknown;
}

const PLAIN = ["string", "number", "boolean", "null", "unknown"];
const WRAPPERS = ["nullable", "optional", "nullish"];

/**
 * What a schema takes, as a text that changes when that does and at no other time: keys in order of the alphabet, nothing of messages
 * or of where it stands. Throws where a schema has a part this cannot read: silence would let a change through.
 */
export function shapeOf(schema: unknown): string {
  const { pipe, ...own } = schema as Schema;
  if (pipe === undefined) return ownShape(own);
  const [first, ...rest] = pipe;
  return [shapeOf(first), ...rest.map(actionShape)].join(" | ");
}

function ownShape(schema: Schema): string {
  const { type } = schema;
  if (PLAIN.includes(type)) return type;
  if (WRAPPERS.includes(type)) return `${type}<${shapeOf(schema.wrapped)}${"default" in schema ? `=${written(schema.default)}` : ""}>`;
  switch (type) {
    case "literal":
      return written(schema.literal);
    case "picklist":
      return (schema.options ?? []).map(written).join(" or ");
    case "array":
      return `array<${shapeOf(schema.item)}>`;
    case "tuple":
      return `tuple<${(schema.items ?? []).map(shapeOf).join(", ")}>`;
    case "record":
      return `record<${shapeOf(schema.key)}, ${shapeOf(schema.value)}>`;
    case "union":
      return `union<${(schema.options ?? []).map(shapeOf).join(", ")}>`;
    case "variant":
      return `variant by ${String(schema.key)}<${(schema.options ?? []).map(shapeOf).sort().join(", ")}>`;
    case "object":
    case "strict_object":
      return `${type}{${Object.keys(schema.entries ?? {})
        .sort()
        .map((key) => `${key}: ${shapeOf(schema.entries?.[key])}`)
        .join("; ")}}`;
    default:
      throw new Error(`this part of a schema is not known here: ${type}`);
  }
}

function actionShape(action: Schema): string {
  return action.kind === "schema"
    ? shapeOf(action)
    : `${action.type}${action.requirement === undefined ? "" : `(${written(action.requirement)})`}`;
}

function written(value: unknown): string {
  return value instanceof RegExp ? String(value) : (JSON.stringify(value) ?? "undefined");
}
