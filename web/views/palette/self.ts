import Bell from "lucide-solid/icons/bell";
import BellOff from "lucide-solid/icons/bell-off";
import Download from "lucide-solid/icons/download";
import Keyboard from "lucide-solid/icons/keyboard";
import Languages from "lucide-solid/icons/languages";
import LogOut from "lucide-solid/icons/log-out";
import Monitor from "lucide-solid/icons/monitor";
import Moon from "lucide-solid/icons/moon";
import Plus from "lucide-solid/icons/plus";
import SunMedium from "lucide-solid/icons/sun-medium";
import { setTheme, theme, THEMES } from "../../ui/theme.ts";
import { LANGUAGES, useWords } from "../../words/index.ts";
import type { Action } from "../actions.ts";
import { useWorkspace } from "../context.tsx";
import { useSignOut } from "../frame/account.ts";
import { showKeys } from "../frame/keys-open.ts";
import { createLead } from "../lead/create/asked.ts";
import { useInstall } from "../offline/install.ts";
import { may } from "../rights.ts";

const THEME_ICON = { light: SunMedium, dark: Moon, system: Monitor } as const;

/** What can be made, and what a person sets for themselves, wherever they are. */
export function useSelfActions(): () => readonly Action[] {
  const workspace = useWorkspace();
  const words = useWords();
  const signOut = useSignOut();
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
      ...THEMES.filter((one) => one !== theme()).map((one) => ({
        id: `theme.${one}`,
        label: t(`palette.theme.${one}`),
        also: t(`palette.also.${one}`),
        icon: THEME_ICON[one],
        group: "self" as const,
        run: () => setTheme(one),
      })),
      ...LANGUAGES.filter((one) => one !== words.lang()).map((one) => ({
        id: `language.${one}`,
        label: t(`language.${one}`),
        also: t("palette.also.language"),
        icon: Languages,
        group: "self" as const,
        run: () => void words.setLang(one),
      })),
      {
        id: "sound",
        label: t(sound ? "leads.soundOff" : "leads.soundOn"),
        also: t("palette.also.sound"),
        icon: sound ? BellOff : Bell,
        group: "self",
        run: () => workspace.announcer.setSound(!sound),
      },
      {
        id: "keys",
        label: t("palette.keys.keys"),
        also: t("palette.also.keys"),
        icon: Keyboard,
        group: "self",
        keys: ["?"],
        run: showKeys,
      },
      ...(run === null ? [] : [{ id: "install", label: t("nav.install"), icon: Download, group: "self" as const, run }]),
      { id: "signOut", label: t("nav.signOut"), also: t("palette.also.signOut"), icon: LogOut, group: "self", run: () => void signOut() },
    ];
  };
}
