import { createUniqueId, For, type JSX } from "solid-js";
import { directionOf, type PushLanguage, pushText } from "../../../domain/pushtext.ts";
import { PUSH_SHOWS, type PushShows } from "../../../domain/workspace.ts";
import { useWords } from "../../words/index.ts";

/** How much of a lead a locked screen says, each with how it looks there: the very words that are sent. */
export function PushShowsField(props: {
  readonly value: PushShows;
  /** Of the workspace: of whoever chose none of their own. */
  readonly language: PushLanguage;
  readonly disabled: boolean;
  readonly onChange: (value: PushShows) => void;
}): JSX.Element {
  const { t } = useWords();
  const name = createUniqueId();
  return (
    <fieldset disabled={props.disabled} class="min-w-0">
      <legend class="font-medium">{t("general.pushShowsLegend")}</legend>
      <div class="mt-2 grid gap-3 sm:grid-cols-3">
        <For each={PUSH_SHOWS}>
          {(shows) => (
            <label class="flex flex-col gap-3 rounded-large border border-line p-3 hover:bg-hover has-checked:border-accent has-checked:bg-accent-ground/40 has-focus-visible:outline-2 has-focus-visible:outline-accent has-disabled:hover:bg-transparent">
              <span class="flex min-h-6 items-start gap-2">
                <input
                  type="radio"
                  name={name}
                  class="mt-0.5 size-4 shrink-0"
                  checked={props.value === shows}
                  onChange={() => props.onChange(shows)}
                />
                <span class="min-w-0">{t(`general.pushShows.${shows}`)}</span>
              </span>
              <Preview shows={shows} language={props.language} />
            </label>
          )}
        </For>
      </div>
    </fieldset>
  );
}

/** A notification as a telephone shows it. */
function Preview(props: { readonly shows: PushShows; readonly language: PushLanguage }): JSX.Element {
  const { t } = useWords();
  const text = () =>
    pushText("assigned", { name: t("general.pushSample.name"), form: t("general.pushSample.form") }, props.shows, props.language);
  return (
    <span
      lang={props.language}
      dir={directionOf(props.language)}
      class="flex grow items-start gap-2.5 rounded-large bg-pressed px-3 py-2.5"
    >
      <img src="/icon.svg" alt="" width="28" height="28" class="mt-0.5 shrink-0" />
      <span class="min-w-0 flex-1 text-small">
        <span class="block font-semibold text-text">{text().title}</span>
        <span class="block text-text">{text().body}</span>
      </span>
    </span>
  );
}
