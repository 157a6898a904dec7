import { useLocation, useNavigate } from "@solidjs/router";
import Bell from "lucide-solid/icons/bell";
import CircleUserRound from "lucide-solid/icons/circle-user-round";
import Inbox from "lucide-solid/icons/inbox";
import Plus from "lucide-solid/icons/plus";
import Terminal from "lucide-solid/icons/terminal";
import { useWords } from "../../words/index.ts";
import type { Action } from "../actions.ts";
import { useApp } from "../context.tsx";

/** Goes to a screen. */
export function useGo(): (id: string, href: string, label: string, icon: Action["icon"], rest?: Partial<Action>) => Action {
  const navigate = useNavigate();
  return (id, href, label, icon, rest = {}) => ({
    id: `go.${id}`,
    href,
    label,
    ...(icon !== undefined && { icon }),
    group: "go",
    run: () => navigate(href),
    ...rest,
  });
}

/** Whoever is in no workspace came to go somewhere; in one, the others are for who asks for them. */
const RARE = { whenAsked: true } as const;

/** Every screen that is of no workspace, and the workspaces one is in, but for that of `slug`. */
export function useElsewhere(slug: string | null): () => readonly Action[] {
  const app = useApp();
  const location = useLocation();
  const { t } = useWords();
  const go = useGo();
  const seldom = slug === null ? {} : RARE;
  return () => {
    const session = app.session.state();
    const known = session.kind === "in" ? session.session : null;
    // One's own account leads back to where one came from; from there itself, to where it was asked to.
    const account = location.pathname === "/account" ? location.pathname + location.search : accountFrom(location);
    return [
      go("account", account, t("nav.account"), CircleUserRound, { group: "self", also: t("palette.also.account") }),
      go("notify", `${account}#notifications`, t("palette.go.notify"), Bell, { ...RARE, group: "self", also: t("palette.also.notify") }),
      ...(known?.workspaces ?? [])
        .filter((one) => one.slug !== slug)
        .map((one) => go(`workspace.${one.slug}`, `/w/${one.slug}`, t("palette.go.workspace", { name: one.name }), Inbox, seldom)),
      go("home", "/", t("palette.go.home"), Inbox, seldom),
      go("make", "/new", t("ways.make"), Plus, { ...seldom, also: t("palette.also.make") }),
      ...(known?.console === true
        ? [go("console", "/console", t("platform.console"), Terminal, { ...seldom, also: t("palette.also.console") })]
        : []),
    ];
  };
}

function accountFrom({ pathname, search }: { readonly pathname: string; readonly search: string }): string {
  return `/account?to=${encodeURIComponent(pathname + search)}`;
}
