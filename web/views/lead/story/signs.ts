import Archive from "lucide-solid/icons/archive";
import ArchiveRestore from "lucide-solid/icons/archive-restore";
import Ban from "lucide-solid/icons/ban";
import Building from "lucide-solid/icons/building";
import CalendarCheck from "lucide-solid/icons/calendar-check-2";
import CalendarClock from "lucide-solid/icons/calendar-clock";
import CalendarX from "lucide-solid/icons/calendar-x-2";
import FileText from "lucide-solid/icons/file-text";
import Mail from "lucide-solid/icons/mail";
import Merge from "lucide-solid/icons/merge";
import MessageCircle from "lucide-solid/icons/message-circle";
import type { LucideProps } from "lucide-solid";
import Phone from "lucide-solid/icons/phone";
import PhoneIncoming from "lucide-solid/icons/phone-incoming";
import SlidersHorizontal from "lucide-solid/icons/sliders-horizontal";
import Undo2 from "lucide-solid/icons/undo-2";
import UserRound from "lucide-solid/icons/user-round";
import UserRoundPlus from "lucide-solid/icons/user-round-plus";
import UserRoundX from "lucide-solid/icons/user-round-x";
import type { Component } from "solid-js";
import type { FollowUpWay } from "../../../../domain/followup.ts";
import type { Channel } from "../../../../domain/lead.ts";
import type { TimelineData } from "../../../../domain/story.ts";

type Sign = Component<LucideProps>;

export const CHANNEL_SIGN: Readonly<Record<Channel, Sign>> = {
  phone: Phone,
  whatsapp: MessageCircle,
  email: Mail,
  messenger: MessageCircle,
  in_person: UserRound,
};

export const WAY_SIGN: Readonly<Record<FollowUpWay, Sign>> = {
  call: Phone,
  whatsapp: MessageCircle,
  email: Mail,
  messenger: MessageCircle,
  meeting: UserRound,
  other: CalendarClock,
};

/** What an entry of the story is told by at first sight; a stage has its own glyph. */
export function signOf(data: TimelineData): Sign {
  switch (data.kind) {
    case "attempt":
      return data.channel === "phone" && data.way === "in" ? PhoneIncoming : CHANNEL_SIGN[data.channel];
    case "assignment":
      return data.to === null ? UserRoundX : UserRound;
    case "created":
      return UserRoundPlus;
    case "withdrawn":
      return Undo2;
    case "fields":
      return SlidersHorizontal;
    case "project":
      return Building;
    case "no_contact":
      return Ban;
    case "archived":
      return data.on ? Archive : ArchiveRestore;
    case "merged":
      return data.on ? Merge : Undo2;
    case "follow_up":
      return data.act === "done" ? CalendarCheck : data.act === "dropped" ? CalendarX : CalendarClock;
    default:
      return FileText;
  }
}
