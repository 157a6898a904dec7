import { createSignal } from "solid-js";

/** How many notices are unread; `more`: so many at least. Their store comes after the first screen, and says so here. */
export const [noticeCount, setNoticeCount] = createSignal({ unread: 0, more: false });
