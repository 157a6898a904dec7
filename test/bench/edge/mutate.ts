import { pick } from "../../meta/random.ts";

export type Random = () => number;

/** JSON as it is written, not as it is read: doubled keys, `__proto__` and numbers that no double holds have no other form. */
export type Tree = Leaf | List | Members;
interface Leaf {
  readonly text: string;
}
interface List {
  readonly items: Tree[];
}
interface Members {
  readonly members: [key: string, value: Tree][];
}

export function planted(value: unknown): Tree {
  if (Array.isArray(value)) return { items: value.map(planted) };
  if (typeof value === "object" && value !== null) return { members: Object.entries(value).map(([key, of]) => [quoted(key), planted(of)]) };
  return { text: JSON.stringify(value) ?? "null" };
}

export function written(tree: Tree): string {
  if ("text" in tree) return tree.text;
  if ("items" in tree) return `[${tree.items.map(written).join(",")}]`;
  return `{${tree.members.map(([key, value]) => `${key}:${written(value)}`).join(",")}}`;
}

export function whole(random: Random, below: number): number {
  return Math.floor(random() * below);
}

/** A number of its own for each input, so that any one of them can be made again alone. */
export function mixed(...numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => Math.imul(sum ^ (number | 0), 0x9e3779b1) ^ (sum >>> 13), 0x2545f491) >>> 0;
}

const NUMBERS = [
  "0",
  "-0",
  "-1",
  "1.5",
  "1e21",
  "1e308",
  "1e999",
  "9007199254740993",
  "120232362357810199",
  "9".repeat(24),
  "9".repeat(25),
];
const TEXTS = [
  "",
  " ",
  "0",
  "١٢٣٤٥٦",
  "null",
  "\ud800",
  "a\udfff@b.example",
  "\u0000",
  "\u202e",
  "'; DROP TABLE lead; --",
  "<b>",
  "🏡".repeat(60),
  "__proto__",
];
const KEYS = ["__proto__", "constructor", "toString", "", "0", "length", "then", "\ud800", "k".repeat(300)];
const LONG = [300, 5_000, 70_000, 700_000];

/** Something that has no business here. Long and deep ones are rare: they cost time, and the near misses find more. */
export function odd(random: Random): Tree {
  const kind = random();
  if (kind < 0.2) return { text: pick(random, ["null", "true", "false"]) };
  if (kind < 0.45) return { text: pick(random, NUMBERS) };
  if (kind < 0.75) return { text: quoted(pick(random, TEXTS)) };
  if (kind < 0.85)
    return pick<Tree>(random, [{ items: [] }, { members: [] }, { items: [{ items: [] }] }, { members: [['"a"', { text: "1" }]] }]);
  if (kind < 0.9) return { members: [['"__proto__"', { members: [['"id"', { text: '"1"' }]] }]] };
  if (kind < 0.96)
    return { text: quoted(pick(random, ["x", "ي", "🏡", '"', "\\"]).repeat(pick(random, LONG) >> (random() < 0.8 ? 6 : 0))) };
  return deep(random, random() < 0.5 ? 50 : 20_000);
}

function deep(random: Random, most: number): Tree {
  const depth = 1 + whole(random, most);
  const [open, close] = random() < 0.5 ? ["[", "]"] : ['{"a":', "}"];
  return { text: `${open.repeat(depth)}1${close.repeat(depth)}` };
}

type Slot = { readonly of: List; readonly at: number } | { readonly of: Members; readonly at: number };

function slotsOf(tree: Tree, slots: Slot[] = []): Slot[] {
  if ("items" in tree) {
    tree.items.forEach((item, at) => {
      slots.push({ of: tree, at });
      slotsOf(item, slots);
    });
  } else if ("members" in tree) {
    tree.members.forEach(([, value], at) => {
      slots.push({ of: tree, at });
      slotsOf(value, slots);
    });
  }
  return slots;
}

function valueAt(slot: Slot): Tree {
  return ("items" in slot.of ? slot.of.items[slot.at] : slot.of.members[slot.at]?.[1]) ?? { text: "null" };
}

function put(slot: Slot, value: Tree): void {
  if ("items" in slot.of) slot.of.items[slot.at] = value;
  else slot.of.members[slot.at] = [slot.of.members[slot.at]?.[0] ?? '""', value];
}

function copied(tree: Tree): Tree {
  if ("text" in tree) return tree;
  if ("items" in tree) return { items: tree.items.map(copied) };
  return { members: tree.members.map(([key, value]) => [key, copied(value)]) };
}

/** Changes one place of the tree, in place. `repeats` is the most often that a list's item may be written again. */
export function mutate(random: Random, tree: Tree, repeats: number): void {
  const slots = slotsOf(tree);
  if (slots.length === 0) return;
  const slot = pick(random, slots);
  const kind = random();
  if (kind < 0.4) return put(slot, odd(random));
  if (kind < 0.5) return put(slot, { items: [valueAt(slot)] });
  if (kind < 0.55) return put(slot, copied(valueAt(pick(random, slots))));
  if (kind < 0.6) return put(slot, retold(valueAt(slot)));
  if ("items" in slot.of) {
    const times = random() < 0.9 ? 1 + whole(random, 3) : whole(random, repeats);
    if (kind < 0.75) slot.of.items.splice(slot.at, 1);
    else slot.of.items.splice(slot.at, 0, ...Array.from({ length: times }, () => copied(valueAt(slot))));
    return;
  }
  const key = slot.of.members[slot.at]?.[0] ?? '""';
  if (kind < 0.75) slot.of.members.splice(slot.at, 1);
  else if (kind < 0.85) slot.of.members.push([key, odd(random)]);
  else slot.of.members[slot.at] = [quoted(pick(random, KEYS)), valueAt(slot)];
}

/** The same with or without its quotes, as the documentation's samples and real deliveries differ. */
function retold(tree: Tree): Tree {
  if (!("text" in tree)) return tree;
  return /^"\d+"$/.test(tree.text) ? { text: tree.text.slice(1, -1) } : { text: quoted(tree.text) };
}

const SPLINTERS: readonly (readonly number[])[] = [
  [0xef, 0xbb, 0xbf],
  [0xff],
  [0xc0, 0x80],
  [0xed, 0xa0, 0x80],
  [0xf0, 0x9f],
  [0x00],
  [0x0a],
  [0x2c],
  [0x22],
  [0x5b, 0x5d],
  [0x4e, 0x61, 0x4e],
];

/** Harm done to the bytes: flipped, cut, inserted, written twice. */
export function damaged(random: Random, bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const at = whole(random, bytes.length + 1);
  const kind = random();
  if (kind < 0.3 && bytes.length > 0) {
    const flipped = bytes.slice();
    flipped[whole(random, bytes.length)] = whole(random, 256);
    return flipped;
  }
  if (kind < 0.45) return bytes.slice(0, at);
  if (kind < 0.55) return joined(bytes.slice(0, at), bytes.slice(Math.min(bytes.length, at + 1 + whole(random, 20))));
  if (kind < 0.75) return joined(bytes.slice(0, at), new Uint8Array(pick(random, SPLINTERS)), bytes.slice(at));
  if (kind < 0.85) return joined(new Uint8Array(SPLINTERS[0] ?? []), bytes);
  if (kind < 0.9) return joined(bytes.slice(0, at), bytes.slice(whole(random, at + 1)));
  return joined(bytes, new Uint8Array(pick(random, SPLINTERS)));
}

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
