import type { TemplateSetup } from "../../../../domain/setup.ts";

/** What goes out as a text, and so can be one of the workspace's own. */
export type Written = "whatsapp" | "email";

/** Texts of a channel that can be chosen: what is retired is offered no more (SU2). */
export function offeredIn(templates: readonly TemplateSetup[], channel: TemplateSetup["channel"]): readonly TemplateSetup[] {
  return templates.filter((one) => one.channel === channel && one.retired === undefined);
}
