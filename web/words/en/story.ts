/** A lead's story, and everything that is written into it. */
export const story = {
  story: {},
} as const;
