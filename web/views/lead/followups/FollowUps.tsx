import CalendarPlus from "lucide-solid/icons/calendar-plus";
import Plus from "lucide-solid/icons/plus";
import { createEffect, createMemo, createSignal, createUniqueId, For, type JSX, Show, untrack } from "solid-js";
import type { LeadDetail } from "../../../../domain/api.ts";
import type { LeadRow } from "../../../../domain/lead.ts";
import { Button } from "../../../ui/Button.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { lazyPart } from "../../../ui/part.tsx";
import { useWords } from "../../../words/index.ts";
import { offerActions } from "../../actions.ts";
import { useDesk } from "../story/desk.ts";
import { FollowUpForm } from "./form.ts";
import { FollowUpItem } from "./FollowUpItem.tsx";
import { useFollowUpActs } from "./useFollowUpActs.ts";

// Seldom proposed, and the arithmetic of working hours comes with it.
const Again = lazyPart(async () => (await import("./Again.tsx")).Again);

/** What is to be done about the lead, the soonest first. Keyed by the lead. */
export function FollowUps(props: { readonly row: LeadRow; readonly detail: LeadDetail; readonly mayEdit: boolean }): JSX.Element {
  const { t } = useWords();
  const desk = useDesk();
  const acts = useFollowUpActs();
  const id = createUniqueId();
  const lead = untrack(() => props.row.id);
  const [adding, setAdding] = createSignal(false);
  let add: HTMLButtonElement | undefined;
  createEffect(() => {
    const { row } = props.detail;
    desk.followUps.told((of) => (of === row.id ? row.version : undefined));
  });
  const all = createMemo(() => desk.followUps.shown(props.detail.followUps, (one) => one.lead === lead));
  const open = createMemo(() =>
    all()
      .filter(({ state }) => state === "open")
      .toSorted((a, b) => a.dueAt - b.dueAt),
  );
  const drawn = createMemo(() => open().map((one) => one.id));
  offerActions(() =>
    props.mayEdit
      ? [
          {
            id: "lead.followUp",
            label: t("palette.keys.followUp"),
            icon: CalendarPlus,
            group: "lead",
            run: () => setAdding(true),
          },
        ]
      : [],
  );
  const end = () => {
    setAdding(false);
    queueMicrotask(() => add?.focus({ preventScroll: true }));
  };
  return (
    <Show when={open().length > 0 || props.mayEdit}>
      <section aria-labelledby={id} class="flex flex-col gap-2 border-t border-line pt-4">
        <header class="flex min-h-7 items-center gap-2">
          <h3 id={id} class="flex-1 font-semibold">
            {t("followUps.title")}
          </h3>
          <Show when={props.mayEdit && !adding()}>
            <Button
              ref={add}
              variant="icon"
              size="small"
              label={t("followUps.add")}
              keys="f"
              class="-me-1.5"
              onClick={() => setAdding(true)}
            >
              <Icon of={Plus} size={14} />
            </Button>
          </Show>
        </header>
        <Show when={adding()}>
          <FollowUpForm
            row={props.row}
            of={null}
            onEnd={end}
            onSave={(plan) => {
              end();
              void acts.set(lead, plan, all());
            }}
          />
        </Show>
        <Show when={props.mayEdit && !adding()}>
          <Again row={props.row} detail={props.detail} followUps={all()} onChoose={() => setAdding(true)} />
        </Show>
        <Show
          when={drawn().length > 0}
          fallback={
            <Show when={!adding()}>
              <p class="text-text-quiet">{t("followUps.none")}</p>
            </Show>
          }
        >
          <ul class="flex flex-col gap-1">
            <For each={drawn()}>
              {(one) => (
                <li>
                  <Show when={open().find((followUp) => followUp.id === one)}>
                    {(followUp) => <FollowUpItem row={props.row} of={followUp()} beside={all()} mayEdit={props.mayEdit} />}
                  </Show>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </section>
    </Show>
  );
}
