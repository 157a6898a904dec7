import Plus from "lucide-solid/icons/plus";
import X from "lucide-solid/icons/x";
import { createSignal, For, type JSX, Show } from "solid-js";
import * as v from "valibot";
import { fold } from "../../../../domain/name.ts";
import { type FieldSetup, MAX_OPTIONS, setupTitle } from "../../../../domain/setup.ts";
import { idFor, moved } from "../../../store/floor/setup-edits.ts";
import { Button } from "../../../ui/Button.tsx";
import { FieldError } from "../../../ui/FieldError.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { SortList } from "../../../ui/SortList.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useWords } from "../../../words/index.ts";
import { useApp } from "../../context.tsx";
import { NameEntry } from "./NameEntry.tsx";

type Options = FieldSetup["options"];

/** What there is to choose from, in its order. What leads have already is retired rather than removed. */
export function FieldOptions(props: {
  readonly options: Options;
  readonly disabled: boolean;
  /** None of them is on any lead yet: they can go as they came. */
  readonly fresh?: boolean;
  readonly onChange: (options: Options) => boolean;
}): JSX.Element {
  const app = useApp();
  const { t, format } = useWords();
  const [name, setName] = createSignal("");
  const [wrong, setWrong] = createSignal<"optionWrong" | "optionTaken">();
  const offered = () => props.options.filter(({ retired }) => retired === undefined);
  const retired = () => props.options.filter((one) => one.retired !== undefined);
  const change = (id: string, over: Partial<Options[number]>) =>
    props.onChange(
      props.options.map((one) => {
        if (one.id !== id) return one;
        const next = { ...one, ...over };
        if (next.retired === undefined) delete next.retired;
        return next;
      }),
    );
  const taken = (text: string, but?: string) => offered().some((one) => one.id !== but && fold(one.name) === fold(text));

  function add(): void {
    const text = name().trim();
    if (!v.is(setupTitle, text)) return void setWrong("optionWrong");
    if (taken(text)) return void setWrong("optionTaken");
    setWrong(undefined);
    if (props.onChange([...props.options, { id: idFor(text, props.options, app.clock.id()), name: text }])) setName("");
  }
  const remove = (id: string) =>
    props.fresh ? props.onChange(props.options.filter((one) => one.id !== id)) : change(id, { retired: true });

  return (
    <div class="flex flex-col gap-1">
      <p class="font-medium">{t("floor.fields.options")}</p>
      <SortList
        label={t("floor.fields.options")}
        items={offered()}
        locked={props.disabled}
        handle={(option) => t("floor.move", { name: option.name })}
        onMove={(id, before) => void props.onChange([...moved(props.options, id, before)])}
      >
        {(option, handle) => (
          <div class="flex min-h-9 items-center gap-2">
            {handle}
            <span class="min-w-0 flex-1">
              <Show when={!props.disabled} fallback={<bdi>{option().name}</bdi>}>
                <NameEntry value={option().name} onSave={(text) => !taken(text, option().id) && change(option().id, { name: text })} />
              </Show>
            </span>
            <Show when={!props.disabled && (props.fresh || offered().length > 1)}>
              <Button
                variant="icon"
                size="small"
                label={t("floor.fields.retireOption", { name: option().name })}
                onClick={() => void remove(option().id)}
              >
                <Icon of={X} size={14} />
              </Button>
            </Show>
          </div>
        )}
      </SortList>
      <Show when={!props.disabled && props.options.length < MAX_OPTIONS}>
        <div class="flex gap-2">
          <span class="min-w-0 flex-1">
            <TextInput
              aria-label={t("floor.fields.optionName")}
              placeholder={t("floor.fields.optionName")}
              value={name()}
              maxLength={60}
              autocomplete="off"
              dir="auto"
              onInput={(text) => {
                setName(text);
                setWrong(undefined);
              }}
              onKeyDown={(event) => {
                if (event.key !== "Enter" || event.isComposing) return;
                // In a dialog it would send the whole form.
                event.preventDefault();
                add();
              }}
            />
          </span>
          <Button class="touch:h-11" onClick={add}>
            <Icon of={Plus} size={14} />
            {t("floor.fields.addOption")}
          </Button>
        </div>
      </Show>
      <Show when={wrong()}>{(what) => <FieldError words={t(`floor.fields.${what()}`)} />}</Show>
      <Show when={props.options.length >= MAX_OPTIONS}>
        <p class="text-small text-text-quiet">{t("floor.full", { n: format().number(MAX_OPTIONS) })}</p>
      </Show>
      <Show when={retired().length > 0}>
        <p class="mt-1 text-small text-text-quiet">{t("floor.fields.optionsRetired")}</p>
        <ul class="flex flex-wrap gap-1.5">
          <For each={retired()}>
            {(option) => (
              <li>
                <button
                  type="button"
                  disabled={props.disabled}
                  aria-label={t("floor.fields.offerOption", { name: option.name })}
                  data-tip={t("floor.fields.offerOption", { name: option.name })}
                  class="touch-target relative h-6 rounded-full border border-line px-2 text-small text-text-quiet line-through hover:bg-hover disabled:opacity-60"
                  onClick={() => void change(option.id, { retired: undefined } as Partial<Options[number]>)}
                >
                  {option.name}
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </div>
  );
}
