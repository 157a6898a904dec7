import * as v from "valibot";

/** How far a new workspace has come. */
export const startAnswer = v.object({
  /** Of Meta, connected and at work. */
  pages: v.number(),
  /** Who may come in besides whoever made it: members, and invitations that are open. */
  people: v.number(),
  invited: v.number(),
  /** Demo leads that are there. */
  samples: v.number(),
  /** There is a lead that is none of these. */
  leads: v.boolean(),
});
export type StartAnswer = v.InferOutput<typeof startAnswer>;

/** The language of the demo leads' names and notes. */
export const samplesBody = v.object({ language: v.picklist(["en", "ar"]) });
/** `asLoaded`: only while nobody did anything with them since whoever asks loaded them. */
export const samplesRemoveBody = v.object({ asLoaded: v.optional(v.boolean(), false) });
export const samplesAnswer = v.object({ leads: v.number() });
