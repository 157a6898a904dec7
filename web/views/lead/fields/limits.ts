/** Characters, as `domain/edit.ts` and `domain/setup.ts` take them. */
export const MAX_NAME = 200;
export const MAX_LINE = 200;
export const MAX_PHONE = 60;
export const MAX_EMAIL = 254;
export const MAX_LABEL = 30;
export const MAX_TAG = 40;
export const MAX_TEXT = 2_000;
export const MAX_PROJECT_NOTE = 500;
export const MAX_BAN_NOTE = 300;
