import * as v from "valibot";
import { emailAddress } from "../../../domain/person.ts";

/** More than a company pastes at once, and few enough to be sent while one looks on. */
export const MOST_ADDRESSES = 50;

/** Addresses out of what was pasted: lines, commas, semicolons, and names around them as mail programs write them. */
export function readAddresses(text: string): { readonly right: readonly string[]; readonly wrong: readonly string[] } {
  const parts = text
    .replaceAll(/[^<>,;\n]*<([^<>]*)>/g, " $1 ")
    .split(/[\s,;]+/u)
    .filter((part) => part !== "");
  const right = new Set<string>();
  const wrong = new Set<string>();
  for (const part of parts) {
    const parsed = v.safeParse(emailAddress, part);
    if (parsed.success) right.add(parsed.output);
    else wrong.add(part);
  }
  return { right: [...right], wrong: [...wrong] };
}
