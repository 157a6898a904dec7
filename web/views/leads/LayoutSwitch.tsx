import { useLocation, useNavigate } from "@solidjs/router";
import List from "lucide-solid/icons/list";
import SquareKanban from "lucide-solid/icons/square-kanban";
import { For, type JSX } from "solid-js";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";
import { offerActions } from "../actions.ts";
import { useWorkspace } from "../context.tsx";
import { WithWords } from "../WithWords.tsx";
import { useView } from "./views/useView.ts";

/** The same leads as a list or as a board: both are addresses, and say the same otherwise. */
export function LayoutSwitch(): JSX.Element {
  return (
    <WithWords part="board">
      <Ways />
    </WithWords>
  );
}

function Ways(): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const location = useLocation();
  const view = useView();
  const navigate = useNavigate();
  const href = (part: string) => `/w/${workspace.slug}/${part}${location.search}`;
  const ways = () => [
    { label: t("board.asList"), icon: List, part: "leads", here: view.layout() === "table" },
    { label: t("board.asBoard"), icon: SquareKanban, part: "board", here: view.layout() === "board" },
  ];
  offerActions(() =>
    ways()
      .filter(({ here }) => !here)
      .map(({ label, icon, part }) => ({
        id: `list.${part}`,
        label: `${t("board.layout")}: ${label}`,
        icon,
        group: "list",
        href: href(part),
        run: () => navigate(href(part)),
        whenAsked: true,
      })),
  );
  return (
    <nav aria-label={t("board.layout")} class="me-1 flex rounded bg-hover p-0.5 max-md:hidden">
      <For each={ways()}>
        {(way) => (
          <a
            href={href(way.part)}
            aria-current={way.here ? "true" : undefined}
            aria-label={way.label}
            data-tip={way.label}
            class="flex h-7 w-8 items-center justify-center rounded-small text-text-quiet hover:text-text aria-[current]:bg-float aria-[current]:text-text aria-[current]:shadow-float"
          >
            <Icon of={way.icon} />
          </a>
        )}
      </For>
    </nav>
  );
}
