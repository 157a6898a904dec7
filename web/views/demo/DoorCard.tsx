import ArrowUpRight from "lucide-solid/icons/arrow-up-right";
import { type JSX } from "solid-js";
import type { Door } from "../../store/demo.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";
import { useWords } from "../../words/index.ts";
import { roleWords } from "../role.ts";

/** One click is one person, signed in. `here`: the browser refuses the door's own host, so it opens on this one. */
export function DoorCard(props: { readonly door: Door; readonly here: boolean }): JSX.Element {
  const { t } = useWords();
  return (
    <li>
      <a
        href={props.here ? `/demo/enter?door=${props.door.key}` : props.door.url}
        target="_blank"
        rel="noopener"
        class="group flex h-16 items-center gap-3 rounded-large border border-line bg-raised px-4 transition-colors hover:border-line-strong hover:bg-hover"
      >
        <Avatar id={props.door.person} name={props.door.name} size={32} />
        <span class="flex min-w-0 flex-1 flex-col">
          <span class="truncate font-medium">
            <bdi>{props.door.name}</bdi>
          </span>
          <span class="truncate text-small text-text-quiet">
            {roleWords(t, props.door.role)} · <bdi>{props.door.workspace ?? t("platform.name")}</bdi>
          </span>
        </span>
        <bdi dir="ltr" class="hidden shrink-0 text-small text-text-quiet min-[420px]:block">
          {props.here ? location.host : props.door.host}
        </bdi>
        <Icon of={ArrowUpRight} class="text-text-quiet group-hover:text-text rtl:-scale-x-100" />
        <VisuallyHidden>{t("demo.doorNew")}</VisuallyHidden>
      </a>
    </li>
  );
}
