import { useLocation } from "@solidjs/router";
import AlarmClock from "lucide-solid/icons/alarm-clock";
import AtSign from "lucide-solid/icons/at-sign";
import CalendarClock from "lucide-solid/icons/calendar-clock";
import type { LucideProps } from "lucide-solid";
import FileStack from "lucide-solid/icons/file-stack";
import UserRoundCheck from "lucide-solid/icons/user-round-check";
import UserRoundX from "lucide-solid/icons/user-round-x";
import type { Component } from "solid-js";
import { wallAt } from "../../../domain/localtime.ts";
import type { NoticeRow } from "../../store/notices.ts";
import { useWords } from "../../words/index.ts";
import { nameWords } from "../called.ts";
import { useNow, useWorkspace } from "../context.tsx";

export const NOTICE_SIGN: Readonly<Record<NoticeRow["kind"], Component<LucideProps>>> = {
  assigned: UserRoundCheck,
  again: FileStack,
  over_goal: AlarmClock,
  follow_up: CalendarClock,
  mention: AtSign,
  taken: UserRoundX,
};

/** Where one says what is pushed, and comes back from to where one was. */
export function useSettingsPath(): () => string {
  const location = useLocation();
  return () => `/account?to=${encodeURIComponent(location.pathname + location.search)}#notifications`;
}

/** The sentences of notices. */
export function useNoticeWords() {
  const words = useWords();
  const { t } = words;
  const now = useNow();
  const { directory, leads } = useWorkspace();
  const zone = () => directory.workspace()?.settings.timeZone ?? "UTC";
  const dayOf = (at: number) => wallAt(at, zone()).day;
  const by = (notice: NoticeRow) => directory.member(notice.by);
  return {
    dayOf,
    by,
    /** Whom it is about, as they are called by now. */
    lead: ({ lead }: NoticeRow): string => {
      if (lead === null) return t("notices.outOfSight");
      const row = leads.row(lead.id);
      return row === undefined ? lead.name || t("leads.noName") : nameWords(t, row);
    },
    what: (notice: NoticeRow): string => {
      const name = by(notice)?.name;
      return name === undefined ? t(`notices.what.${notice.kind}`) : t(`notices.by.${notice.kind}`, { name });
    },
    day: (at: number): string => {
      const ago = dayOf(now()) - dayOf(at);
      return ago === 0 ? t("notices.today") : ago === 1 ? t("notices.yesterday") : words.format().day(at, now());
    },
    /** Under its day the hour says it. */
    when: (at: number): string => (dayOf(now()) === dayOf(at) ? words.format().relative(at, now()) : words.format().time(at)),
    exact: (at: number): string => words.format().exact(at),
  };
}
