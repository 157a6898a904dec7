import { useNavigate } from "@solidjs/router";
import type { JSX } from "solid-js";
import { useWords } from "../../words/index.ts";
import { useAccountItems } from "./account.ts";
import { PhoneBar } from "./NavLinks.tsx";
import { noticeCount } from "./notice-count.ts";
import {
  useBoardPlace,
  useDayPlace,
  useLeadsPlace,
  useNoticesPlace,
  usePlaces,
  useProjectsPlace,
  useSettingsPlace,
  useWorkspaceItems,
} from "./places.ts";

export function BottomBar(): JSX.Element {
  const { t } = useWords();
  const navigate = useNavigate();
  const day = useDayPlace();
  const leads = useLeadsPlace();
  const board = useBoardPlace();
  const projects = useProjectsPlace();
  const notices = useNoticesPlace();
  const lists = usePlaces();
  const settings = useSettingsPlace();
  const workspaces = useWorkspaceItems();
  const items = useAccountItems();
  const news = () => (notices().news ? t("nav.unread", { n: noticeCount().unread }) : "");
  const more = () => [
    { label: notices().label, note: notices().count, checked: notices().here, onSelect: () => navigate(notices().href) },
    ...lists().map(({ label, count, href, here }) => ({ label, note: count, checked: here, onSelect: () => navigate(href) })),
    { label: projects().label, checked: projects().here, onSelect: () => navigate(projects().href) },
    { separator: true as const },
    { label: settings().label, onSelect: () => navigate(settings().href) },
    { heading: t("nav.switchWorkspace") },
    ...workspaces(),
    { separator: true as const },
    ...items(),
  ];
  return <PhoneBar label={t("nav.label")} places={[...day(), leads(), board()]} items={more()} news={news()} />;
}
