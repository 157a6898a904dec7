import CloudOff from "lucide-solid/icons/cloud-off";
import { type JSX, onMount, Show } from "solid-js";
import { FieldError } from "../../../ui/FieldError.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { Spinner } from "../../../ui/Spinner.tsx";
import { useWords } from "../../../words/index.ts";
import { NotLoaded } from "../states.tsx";
import { Becomes } from "./Becomes.tsx";
import { LeadCard } from "./LeadCard.tsx";
import type { Merging } from "./merging.ts";

/** Both leads beside each other, and what becomes of the one that stays. */
export function WhichStays(props: { readonly id: string; readonly merging: Merging }): JSX.Element {
  const { t } = useWords();
  let form!: HTMLFormElement;
  // Until the two are here there is nothing in it that could have the focus; elsewhere a key would be the page's.
  onMount(() => queueMicrotask(() => props.merging.both() === null && form.focus()));
  return (
    <form
      ref={form}
      id={props.id}
      tabindex="-1"
      class="flex flex-col gap-4 outline-none"
      onSubmit={(event) => {
        event.preventDefault();
        void props.merging.send();
      }}
      // Who holds the key down that chose the lead has seen none of this.
      onKeyDown={(event) => event.repeat && event.key === "Enter" && event.preventDefault()}
    >
      <Show
        when={props.merging.both()}
        fallback={
          <Show when={!props.merging.gone()} fallback={<FieldError words={t("merge.wrong.gone")} />}>
            <Show when={props.merging.failure()} fallback={<Reading label={t("common.loading")} />}>
              {(failure) => <NotLoaded failure={failure()} onRetry={() => props.merging.again()} />}
            </Show>
          </Show>
        }
      >
        {(both) => <Two both={both()} merging={props.merging} />}
      </Show>
    </form>
  );
}

function Reading(props: { readonly label: string }): JSX.Element {
  return (
    <p role="status" class="flex min-h-60 items-center justify-center gap-2 text-text-quiet">
      <Spinner />
      {props.label}
    </p>
  );
}

function Two(props: { readonly both: NonNullable<ReturnType<Merging["both"]>>; readonly merging: Merging }): JSX.Element {
  const { t } = useWords();
  let set!: HTMLFieldSetElement;
  // The list they were chosen from, or the wait for them, had the focus before.
  onMount(() => queueMicrotask(() => set.querySelector<HTMLElement>("input:checked")?.focus()));
  const card = (at: 0 | 1) => (
    <LeadCard
      of={props.both[at]}
      stays={props.merging.stays() === props.both[at].row.id}
      may={props.merging.mayStay(props.both[at].row.id)}
      group={`${props.both[0].row.id}-stays`}
      onKeep={() => props.merging.keep(props.both[at].row.id)}
    />
  );
  return (
    <>
      <fieldset ref={set} class="min-w-0">
        <legend class="mb-2 font-medium">{t("merge.which")}</legend>
        <div class="grid gap-3 sm:grid-cols-2">
          {card(0)}
          {card(1)}
        </div>
      </fieldset>
      <Show when={props.merging.becoming()}>{(now) => <Becomes stays={now().stays.row} of={now().of} />}</Show>
      <Show when={props.merging.wrong()}>{(words) => <FieldError words={words()} />}</Show>
    </>
  );
}

/** Why the button does nothing. */
export function Offline(): JSX.Element {
  const { t } = useWords();
  return (
    <p role="status" class="mt-4 flex items-center gap-2 text-small text-text-quiet">
      <Icon of={CloudOff} size={14} />
      {t("merge.offline")}
    </p>
  );
}
