import { fold } from "../../../../domain/name.ts";

/** What many leads get and lose: whatever else each of them has stays. */
export interface TagChange {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** One that is there already stays as it is written there: tags are one whatever their case. */
export function tagsAfter(before: readonly string[], { add, remove }: TagChange): string[] {
  const [had, gone] = [new Set(before.map(fold)), new Set(remove.map(fold))];
  return [...before.filter((tag) => !gone.has(fold(tag))), ...add.filter((tag) => !had.has(fold(tag)))];
}
