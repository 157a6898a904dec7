import Check from "lucide-solid/icons/check";
import CheckCheck from "lucide-solid/icons/check-check";
import { useWords } from "../../words/index.ts";
import { offerActions } from "../actions.ts";
import { useNotices } from "./useNotices.ts";

/** What is done with notices besides the way through them. */
export function useNoticeKeys(acts: { unread(): boolean; markHere(): void; markAll(): void }): void {
  const { t } = useWords();
  const notices = useNotices();
  offerActions(() => [
    ...(acts.unread()
      ? [{ id: "notices.read", label: t("notices.read"), icon: Check, group: "list", keys: ["e"], run: acts.markHere } as const]
      : []),
    ...(notices.unread() > 0
      ? [{ id: "notices.all", label: t("notices.readAll"), icon: CheckCheck, group: "list", keys: ["shift+e"], run: acts.markAll } as const]
      : []),
  ]);
}
