import Ban from "lucide-solid/icons/ban";
import { type JSX, Show } from "solid-js";
import { BANNABLE, type LeadRow } from "../../../../domain/lead.ts";
import { type Ban as Banned, isBannedFromAll } from "../../../../domain/nocontact.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { useWords } from "../../../words/index.ts";
import { useNow, useWorkspace } from "../../context.tsx";
import { sourceWords } from "./ban-words.ts";

/** Before anything else: they asked not to be reached, by which ways, and how they said so (DN1). */
export function NoContactLine(props: { readonly row: LeadRow; readonly bans: readonly Banned[] | undefined }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const workspace = useWorkspace();
  const now = useNow();
  const banned = () => BANNABLE.filter((channel) => props.row.noContact?.includes(channel));
  const title = () =>
    isBannedFromAll(banned())
      ? t("noContact.banner")
      : t("noContact.bannerBy", { channels: words.format().list(banned().map((channel) => t(`noContact.by.${channel}`))) });
  /** The one that was noted last stands for them: they are nearly always noted together. */
  const last = () => props.bans?.filter(({ channel }) => banned().includes(channel)).toSorted((a, b) => b.at - a.at)[0];
  return (
    <Show when={banned().length > 0}>
      <div
        role="note"
        class="flex items-start gap-2 rounded bg-[light-dark(var(--color-text),var(--color-pressed))] px-3 py-2 text-[light-dark(var(--color-raised),var(--color-text))]"
      >
        <Icon of={Ban} class="mt-0.5" />
        <div class="min-w-0 flex-1 wrap-anywhere">
          <p class="font-semibold">{title()}</p>
          <Show when={last()}>
            {(ban) => (
              <p class="text-small opacity-80">
                {t("noContact.told", {
                  how: sourceWords(t, ban().source),
                  date: words.format().date(ban().at, now()),
                  name: workspace.directory.member(ban().by)?.name ?? t("timeline.somebody"),
                })}
              </p>
            )}
          </Show>
          <Show when={last()?.note}>
            {(note) => (
              <p class="mt-1 whitespace-pre-line">
                <bdi>{note()}</bdi>
              </p>
            )}
          </Show>
        </div>
      </div>
    </Show>
  );
}
