/** My day, and projects. */
export const day = {
  day: {},
} as const;
