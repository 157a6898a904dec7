import { fields } from "./fields.ts";
import { story } from "./story.ts";

/** Words of an open lead: they come with it. */
export const panel = { ...fields, ...story } as const;
