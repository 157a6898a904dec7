import type { Ban } from "../../../../domain/nocontact.ts";
import type { Translate } from "../../../words/index.ts";

/** How they asked, in words. An entry called `other` would be read as a plural. */
export function sourceWords(t: Translate, source: Ban["source"]): string {
  return t(`noContact.source.${source === "other" ? "otherwise" : source}`);
}
