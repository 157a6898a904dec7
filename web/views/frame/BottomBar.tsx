import { useNavigate } from "@solidjs/router";
import type { JSX } from "solid-js";
import { useWords } from "../../words/index.ts";
import { useAccountItems } from "./account.ts";
import { PhoneBar } from "./NavLinks.tsx";
import { usePlaces, useSettingsPlace, useWorkspaceItems } from "./places.ts";

export function BottomBar(): JSX.Element {
  const { t } = useWords();
  const navigate = useNavigate();
  const places = usePlaces();
  const settings = useSettingsPlace();
  const workspaces = useWorkspaceItems();
  const items = useAccountItems();
  const more = () => [
    { label: settings().label, onSelect: () => navigate(settings().href) },
    { heading: t("nav.switchWorkspace") },
    ...workspaces(),
    { separator: true as const },
    ...items(),
  ];
  return <PhoneBar label={t("nav.label")} places={places()} items={more()} />;
}
