import Bell from "lucide-solid/icons/bell";
import BellOff from "lucide-solid/icons/bell-off";
import Download from "lucide-solid/icons/download";
import Plus from "lucide-solid/icons/plus";
import { useWords } from "../../words/index.ts";
import type { Action } from "../actions.ts";
import { useWorkspace } from "../context.tsx";
import { createLead } from "../lead/create/asked.ts";
import { useInstall } from "../offline/install.ts";
import { may } from "../rights.ts";
import { usePersonActions } from "./person.ts";

/** What can be made, and what a person sets for themselves, wherever they are. */
export function useSelfActions(): () => readonly Action[] {
  const workspace = useWorkspace();
  const words = useWords();
  const person = usePersonActions();
  const install = useInstall();
  return () => {
    const { t } = words;
    const sound = workspace.announcer.sound();
    const run = install();
    return [
      ...(may(workspace, "lead.create")
        ? [
            {
              id: "make.lead",
              label: t("palette.keys.create"),
              also: t("palette.also.create"),
              icon: Plus,
              group: "make" as const,
              keys: ["c"],
              run: () => createLead(),
            },
          ]
        : []),
      person.said(),
      ...person.looks(),
      {
        id: "sound",
        label: t(sound ? "leads.soundOff" : "leads.soundOn"),
        also: t("palette.also.sound"),
        icon: sound ? BellOff : Bell,
        group: "self",
        run: () => workspace.announcer.setSound(!sound),
      },
      person.keys(),
      ...(run === null ? [] : [{ id: "install", label: t("nav.install"), icon: Download, group: "self" as const, run }]),
      person.out(),
    ];
  };
}
