import Keyboard from "lucide-solid/icons/keyboard";
import Languages from "lucide-solid/icons/languages";
import LogOut from "lucide-solid/icons/log-out";
import MessageSquareReply from "lucide-solid/icons/message-square-reply";
import Monitor from "lucide-solid/icons/monitor";
import Moon from "lucide-solid/icons/moon";
import SunMedium from "lucide-solid/icons/sun-medium";
import { goToToasts } from "../../ui/ToastRegion.tsx";
import { setTheme, theme, THEMES } from "../../ui/theme.ts";
import { LANGUAGES, useWords } from "../../words/index.ts";
import type { Action } from "../actions.ts";
import { useApp } from "../context.tsx";
import { useSignOut } from "../frame/account.ts";
import { showKeys } from "../frame/keys-open.ts";

const THEME_ICON = { light: SunMedium, dark: Moon, system: Monitor } as const;

/** What a person does for themselves, in a workspace or in none: what was said to them, how it looks, its language, the keys, the way out. */
export function usePersonActions(): { said(): Action; looks(): readonly Action[]; keys(): Action; out(): Action } {
  const words = useWords();
  const { toasts } = useApp();
  const { t } = words;
  const signOut = useSignOut();
  return {
    // Its key is said though nothing was: who looks for it then has lost what they would have answered.
    said: () => ({
      id: "said",
      label: t("palette.keys.said"),
      also: t("palette.also.said"),
      icon: MessageSquareReply,
      group: "self",
      keys: ["t"],
      run: goToToasts,
      // Nothing to choose where nothing was said.
      keysOnly: toasts.list().length === 0,
    }),
    looks: () => [
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
    ],
    keys: () => ({
      id: "keys",
      label: t("palette.keys.keys"),
      also: t("palette.also.keys"),
      icon: Keyboard,
      group: "self",
      keys: ["?"],
      run: showKeys,
    }),
    out: () => ({
      id: "signOut",
      label: t("nav.signOut"),
      also: t("palette.also.signOut"),
      icon: LogOut,
      group: "self",
      run: () => void signOut(),
    }),
  };
}
