import { useNavigate } from "@solidjs/router";
import { createEffect, onCleanup, onMount } from "solid-js";
import { UNREAD_MOST } from "../../../domain/notice.ts";
import { hearSummons } from "../../store/notices.ts";
import { useWorkspace } from "../context.tsx";
import { setNoticeCount } from "../frame/notice-count.ts";
import { useNotices } from "./useNotices.ts";

/** Nothing to see: how many notices are unread, for the frame to say, and the way to what a pressed notification is about. */
export function NoticeCount(): null {
  const notices = useNotices();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  createEffect(() => setNoticeCount({ unread: notices.unread(), more: notices.unread() >= UNREAD_MOST }));
  onCleanup(() => setNoticeCount({ unread: 0, more: false }));
  onMount(() => {
    const end = hearSummons((to) => {
      const own = `/w/${workspace.slug}`;
      if (to !== own && !to.startsWith(`${own}/`)) return false;
      navigate(to);
      return true;
    });
    onCleanup(end);
  });
  return null;
}
