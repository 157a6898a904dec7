/** A lead's own fields, as they are read and edited. */
export const fields = {
  fields: {},
} as const;
