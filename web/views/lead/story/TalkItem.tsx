import Ellipsis from "lucide-solid/icons/ellipsis";
import { createMemo, type JSX, Show } from "solid-js";
import type { LeadRow } from "../../../../domain/lead.ts";
import type { TimelineData } from "../../../../domain/story.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { MenuButton } from "../../../ui/MenuButton.tsx";
import { useWords } from "../../../words/index.ts";
import { useApp, useWorkspace } from "../../context.tsx";
import { useFloor } from "../../floor.ts";
import { mayWith } from "../../rights.ts";
import { attemptWords, byWords } from "../entry.ts";
import { offerItems } from "../offer-items.ts";
import type { Item } from "./items.ts";
import { Moment } from "./Moment.tsx";
import { signOf } from "./signs.ts";

/** A call, a message or a meeting. What was said is a bubble, on the side of whoever said it. */
export function TalkItem(props: {
  readonly row: LeadRow;
  readonly item: Extract<Item, { kind: "talk" }>;
  /** Within its channel's thread the channel needs no sign. */
  readonly bare?: boolean;
  readonly mayEdit: boolean;
}): JSX.Element {
  const app = useApp();
  const words = useWords();
  const { t } = words;
  const workspace = useWorkspace();
  const { directory } = workspace;
  const floor = useFloor();
  const data = () => props.item.entry.data as Extract<TimelineData, { kind: "attempt" }>;
  /** It is taken back, or will be with the connection. */
  const isGone = createMemo(
    () =>
      props.item.withdrawn ||
      workspace.commands.waiting().some(({ command: { kind, path } }) => kind === "withdraw" && path.includes(props.item.entry.id)),
  );
  const what = createMemo(() => {
    const told = attemptWords({ words }, data());
    return isGone() ? t("story.what.takenBack", { what: told }) : told;
  });
  const isReached = () => data().outcome === "reached" && !isGone();
  const isOwn = () =>
    !isGone() && props.mayEdit && props.item.entry.actor === directory.me()?.id && mayWith(workspace, "lead.attempt", props.row);
  const takeBack = async () => {
    const { id } = props.row;
    // It has no entry at the server yet, and is one's own change still.
    if (props.item.waits === true) return void workspace.commands.undo(props.item.entry.id);
    const said = what();
    const outcome = await workspace.commands.run(id, null, floor.api.withdraw(id, props.item.entry.id, app.clock.id()));
    if (!outcome.ok) return;
    app.toasts.show({
      id: outcome.mutation,
      tone: "live",
      text: t("story.talkTaken", { what: said }),
      actions: [{ label: t("common.undo"), run: () => void workspace.commands.undo(outcome.mutation) }],
    });
  };
  const acts = () => [{ label: t("story.note.takeBack"), onSelect: () => void takeBack() }];
  offerItems(
    () => `talk.${props.item.entry.id}`,
    () => t("story.talkActs", { what: what() }),
    () => (isOwn() ? acts() : []),
  );
  return (
    <div class="group/talk flex gap-3">
      <Show when={!props.bare}>
        <span class="flex size-6 shrink-0 items-center justify-center rounded-full bg-hover text-text-quiet">
          <Icon of={signOf(data())} size={14} class={isReached() ? "text-live" : ""} />
        </span>
      </Show>
      <div class="flex min-w-0 flex-1 flex-col gap-1.5 pt-0.5">
        <div class="flex items-baseline gap-3">
          <div class="min-w-0 flex-1 wrap-anywhere">
            <p classList={{ "text-text-quiet": isGone() }}>{what()}</p>
            <p class="text-small text-text-quiet">
              {byWords({ words, directory }, props.item.entry.actor)}
              <Show when={data().logged}>{(at) => <>, {t("story.logged", { when: words.format().exact(at()) })}</>}</Show>
            </p>
          </div>
          <Show when={isOwn()}>
            <MenuButton
              variant="icon"
              size="small"
              label={t("story.talkActs", { what: what() })}
              menuLabel={t("story.talkActs", { what: what() })}
              placement="bottom-end"
              class="-my-1 -me-2 opacity-0 focus-visible:opacity-100 aria-expanded:opacity-100 group-hover/talk:opacity-100 touch:opacity-100"
              items={acts()}
            >
              <Icon of={Ellipsis} size={14} />
            </MenuButton>
          </Show>
          <Moment at={props.item.at} />
        </div>
        <Show when={data().text}>
          {(text) => (
            <p
              dir="auto"
              class="w-fit max-w-[88%] whitespace-pre-line wrap-anywhere rounded-large px-3 py-1.5"
              classList={{
                "rounded-es-small bg-hover": data().way === "in",
                "ms-auto rounded-ee-small bg-accent-ground": data().way !== "in",
                "text-text-quiet line-through decoration-line-strong": isGone(),
              }}
            >
              {text()}
            </p>
          )}
        </Show>
      </div>
    </div>
  );
}
