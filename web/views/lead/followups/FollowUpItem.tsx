import AlarmClock from "lucide-solid/icons/alarm-clock";
import Bell from "lucide-solid/icons/bell";
import Check from "lucide-solid/icons/check";
import Ellipsis from "lucide-solid/icons/ellipsis";
import Repeat from "lucide-solid/icons/repeat";
import { createSignal, type JSX, Show } from "solid-js";
import type { FollowUp } from "../../../../domain/followup.ts";
import type { LeadRow } from "../../../../domain/lead.ts";
import { Avatar } from "../../../ui/Avatar.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { MenuButton } from "../../../ui/MenuButton.tsx";
import { useWords } from "../../../words/index.ts";
import { useNow, useWorkspace } from "../../context.tsx";
import { offerItems } from "../offer-items.ts";
import { WAY_SIGN } from "../story/signs.ts";
import { followUpWords, remindWords, repeatWords, wayWords, whenWords } from "./due.ts";
import { FollowUpForm } from "./form.ts";
import { SnoozeMenu } from "./SnoozeMenu.tsx";
import { useFollowUpActs } from "./useFollowUpActs.ts";

/** One follow-up that is still open: done with one press, put off with two. */
export function FollowUpItem(props: {
  readonly row: LeadRow;
  readonly of: FollowUp;
  readonly beside: readonly FollowUp[];
  readonly mayEdit: boolean;
}): JSX.Element {
  const words = useWords();
  const { t } = words;
  const workspace = useWorkspace();
  const now = useNow();
  const acts = useFollowUpActs();
  const [editing, setEditing] = createSignal(false);
  let line: HTMLDivElement | undefined;
  const zone = () => workspace.directory.workspace()?.settings.timeZone ?? "UTC";
  const isLate = () => props.of.dueAt < now();
  const when = () => whenWords({ t, format: words.format(), now: now(), zone: zone() }, props.of.dueAt);
  const what = () => followUpWords(t, props.of);
  const person = () => (props.of.person === workspace.directory.me()?.id ? undefined : workspace.directory.member(props.of.person));
  const end = () => {
    setEditing(false);
    queueMicrotask(() => line?.querySelector<HTMLElement>("[data-menu] button")?.focus({ preventScroll: true }));
  };
  const items = () => [
    { label: t("followUps.edit"), onSelect: () => setEditing(true) },
    { label: t("followUps.drop"), onSelect: () => void acts.drop(props.of, props.beside) },
  ];
  offerItems(
    () => `followUp.${props.of.id}`,
    what,
    () =>
      props.mayEdit && !editing()
        ? [
            ...items(),
            { label: t("followUps.doneTip"), onSelect: () => void acts.done(props.of, props.beside) },
            // Until when is asked over its own button.
            { label: t("palette.lead.snooze"), onSelect: () => line?.querySelector<HTMLElement>("[data-menu] button")?.click() },
          ]
        : [],
  );
  return (
    <Show
      when={!editing()}
      fallback={
        <FollowUpForm
          row={props.row}
          of={props.of}
          onEnd={end}
          onSave={(plan) => {
            end();
            void acts.move(props.of, plan, props.beside);
          }}
        />
      }
    >
      <div ref={line} data-entry={props.of.id} class="flex items-start rounded gap-2 touch:items-center">
        <Show when={props.mayEdit} fallback={<Icon of={WAY_SIGN[props.of.way]} size={14} class="mx-1 mt-1.5 text-text-quiet" />}>
          <button
            type="button"
            aria-label={t("followUps.done", { what: what() })}
            data-tip={t("followUps.doneTip")}
            class="group/done touch-target relative mt-1 flex size-5 shrink-0 items-center justify-center rounded-full border border-line-strong hover:border-live hover:bg-live-ground touch:mt-0"
            onClick={() => void acts.done(props.of, props.beside)}
          >
            <Icon of={Check} size={12} class="text-live opacity-0 group-hover/done:opacity-100 group-focus-visible/done:opacity-100" />
          </button>
        </Show>
        <div class="min-w-0 flex-1 py-1 wrap-anywhere">
          <p class="flex flex-wrap items-center gap-x-2">
            <span class="font-medium">{wayWords(t, props.of.way)}</span>
            <span
              class="flex items-center gap-1 text-small tabular-nums"
              classList={{ "text-overdue-text font-medium": isLate(), "text-text-quiet": !isLate() }}
              data-tip={words.format().exact(props.of.dueAt)}
            >
              <Show when={isLate()}>
                <Icon of={AlarmClock} size={12} />
              </Show>
              {isLate() ? t("followUps.overdue", { when: when() }) : when()}
            </span>
            <Show when={props.of.repeats}>{(repeats) => <Small sign={Repeat}>{repeatWords(t, repeats())}</Small>}</Show>
            <Show when={props.of.remind}>{(minutes) => <Small sign={Bell}>{remindWords(t, minutes())}</Small>}</Show>
          </p>
          <Show when={props.of.note}>
            {(note) => (
              <p class="whitespace-pre-line text-text-quiet">
                <bdi>{note()}</bdi>
              </p>
            )}
          </Show>
        </div>
        <Show when={person()}>
          {(other) => (
            <span class="mt-1 flex touch:mt-0">
              <Avatar id={other().id} name={other().name} label={t("followUps.of", { name: other().name })} />
            </span>
          )}
        </Show>
        <Show when={props.mayEdit}>
          <span data-menu class="-me-1.5 flex shrink-0 touch:gap-4">
            <SnoozeMenu
              label={t("followUps.snoozeOf", { what: what() })}
              onMove={(dueAt) => void acts.move(props.of, { dueAt }, props.beside)}
              onChoose={() => setEditing(true)}
            />
            <MenuButton
              variant="icon"
              size="small"
              label={t("followUps.acts", { what: what() })}
              menuLabel={t("followUps.acts", { what: what() })}
              placement="bottom-end"
              items={items()}
            >
              <Icon of={Ellipsis} size={14} />
            </MenuButton>
          </span>
        </Show>
      </div>
    </Show>
  );
}

function Small(props: { readonly sign: typeof Repeat; readonly children: JSX.Element }): JSX.Element {
  return (
    <span class="flex items-center gap-1 text-small text-text-quiet">
      <Icon of={props.sign} size={12} />
      {props.children}
    </span>
  );
}
