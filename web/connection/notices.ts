import { type NoticesRead, type NoticesUnread, noticesAnswer, noticesReadAnswer, noticesUnreadAnswer } from "../../domain/notice.ts";
import type { Call } from "./call.ts";

/** What one person was told of in one workspace; loaded with the figure beside the bell. */
export function createNoticesApi(call: Call, slug: string) {
  const at = (rest: string) => `/api/w/${encodeURIComponent(slug)}/notices${rest}`;
  return {
    list: (after?: string) => call(noticesAnswer, "GET", at(after === undefined ? "" : `?after=${after}`)),
    read: (which: NoticesRead) => call(noticesReadAnswer, "POST", at("/read"), which),
    unread: (which: NoticesUnread) => call(noticesUnreadAnswer, "POST", at("/unread"), which),
  };
}

export type NoticesApi = ReturnType<typeof createNoticesApi>;
