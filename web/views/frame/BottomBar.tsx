import { useNavigate } from "@solidjs/router";
import type { JSX } from "solid-js";
import { useWords } from "../../words/index.ts";
import { useAccountItems } from "./account.ts";
import { PhoneBar } from "./NavLinks.tsx";
import { useDayPlace, useLeadsPlace, usePlaces, useProjectsPlace, useSettingsPlace, useWorkspaceItems } from "./places.ts";

export function BottomBar(): JSX.Element {
  const { t } = useWords();
  const navigate = useNavigate();
  const day = useDayPlace();
  const leads = useLeadsPlace();
  const projects = useProjectsPlace();
  const lists = usePlaces();
  const settings = useSettingsPlace();
  const workspaces = useWorkspaceItems();
  const items = useAccountItems();
  const more = () => [
    ...lists().map(({ label, count, href, here }) => ({ label, note: count, checked: here, onSelect: () => navigate(href) })),
    { separator: true as const },
    { label: settings().label, onSelect: () => navigate(settings().href) },
    { heading: t("nav.switchWorkspace") },
    ...workspaces(),
    { separator: true as const },
    ...items(),
  ];
  return <PhoneBar label={t("nav.label")} places={[...day(), leads(), projects()]} items={more()} />;
}
