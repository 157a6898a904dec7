import type { panel as ours } from "../en/panel.ts";
import type { Same } from "../match.ts";
import { fields } from "./fields.ts";
import { story } from "./story.ts";

const words = { ...fields, ...story } as const;

/** Held to the English, as everything is. */
export const panel: Same<typeof ours, typeof words> = words;
