import { useLocation, useNavigate } from "@solidjs/router";
import { useContext } from "solid-js";
import type { MenuItem } from "../../ui/Menu.tsx";
import { setTheme, theme, THEMES } from "../../ui/theme.ts";
import { LANGUAGES, useWords } from "../../words/index.ts";
import { useApp, WorkspaceContext } from "../context.tsx";
import { failureWords } from "../failure.ts";
import { useInstall } from "../offline/install.ts";
import { useLeaving } from "../offline/leaving.ts";
import { askKept } from "../offline/open.ts";
import { showKeys } from "./keys-open.ts";

/** The way out. What is on screen ends with it. */
export function useSignOut(): () => Promise<void> {
  const app = useApp();
  const { t } = useWords();
  const navigate = useNavigate();
  const workspace = useContext(WorkspaceContext);
  const askFirst = useLeaving();
  const leave = async () => {
    const failure = await app.session.signOut();
    if (failure === null) navigate("/login", { replace: true });
    else app.toasts.show({ id: "sign-out", tone: "overdue", text: failureWords(t, failure.code) });
  };
  // What was not sent would be lost with everything else that is kept here.
  return async () => {
    if (workspace === undefined) await askFirst(() => void leave());
    else if (workspace.commands.waiting().length === 0) await leave();
    else askKept({ leave: () => void leave() });
  };
}

/** What a person sets for themselves: their account, language, look, keys, the way out. */
export function useAccountItems(): () => MenuItem[] {
  const words = useWords();
  const navigate = useNavigate();
  const location = useLocation();
  const signOut = useSignOut();
  const install = useInstall();
  const inWorkspace = useContext(WorkspaceContext) !== undefined;
  const installItems = (): MenuItem[] => {
    const run = install();
    return run === null ? [] : [{ label: words.t("nav.install"), onSelect: run }];
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
    ...(inWorkspace ? installItems() : []),
    { label: words.t("nav.signOut"), onSelect: () => void signOut() },
  ];
}
