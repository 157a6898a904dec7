import { useLocation, useNavigate } from "@solidjs/router";
import type { MenuItem } from "../../ui/Menu.tsx";
import { setTheme, theme, THEMES } from "../../ui/theme.ts";
import { LANGUAGES, useWords } from "../../words/index.ts";
import { useApp } from "../context.tsx";
import { failureWords } from "../failure.ts";
import { showKeys } from "./keys-open.ts";

/** What a person sets for themselves: their account, language, look, keys, the way out. */
export function useAccountItems(): () => MenuItem[] {
  const app = useApp();
  const words = useWords();
  const navigate = useNavigate();
  const location = useLocation();
  const signOut = async () => {
    const failure = await app.session.signOut();
    if (failure === null) navigate("/login", { replace: true });
    else app.toasts.show({ id: "sign-out", tone: "overdue", text: failureWords(words.t, failure.code) });
  };
  const toAccount = () => navigate(`/account?to=${encodeURIComponent(location.pathname + location.search)}`);
  return () => [
    { label: words.t("nav.account"), onSelect: toAccount },
    { separator: true },
    { heading: words.t("language.label") },
    ...LANGUAGES.map((lang) => ({
      label: words.t(`language.${lang}`),
      checked: words.lang() === lang,
      onSelect: () => void words.setLang(lang),
    })),
    { heading: words.t("theme.label") },
    ...THEMES.map((one) => ({ label: words.t(`theme.${one}`), checked: theme() === one, onSelect: () => setTheme(one) })),
    { separator: true },
    // Nobody presses keys on a screen that has none.
    ...(window.matchMedia("(pointer: coarse)").matches ? [] : [{ label: words.t("nav.keys"), keys: "?", onSelect: showKeys }]),
    { label: words.t("nav.signOut"), onSelect: () => void signOut() },
  ];
}
