import { createSignal, type JSX, Show, untrack } from "solid-js";
import { FieldError } from "../../../ui/FieldError.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useWords } from "../../../words/index.ts";
import { readNumber } from "../../lead/fields/amount.ts";

/** A number, or two, as people write them: `1.2m`, `850,000`. */
export function NumberInputs(props: {
  readonly label: string;
  readonly two: boolean;
  readonly values: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
  readonly onDone: () => void;
}): JSX.Element {
  const { t } = useWords();
  const [texts, setTexts] = createSignal<readonly string[]>(untrack(() => props.values));
  const wrong = () => texts().some((text) => text.trim() !== "" && readNumber(text) === null);
  const type = (index: number, text: string) => {
    setTexts((before) => Object.assign([...before], { [index]: text }));
    const read = (props.two ? [0, 1] : [0]).map((one) => readNumber(texts()[one] ?? ""));
    const numbers = read.flatMap((one) => one ?? []);
    props.onChange(numbers.length === read.length ? numbers.toSorted((a, b) => a - b).map(String) : []);
  };
  const Input = (own: { readonly index: number; readonly label: string }) => (
    <TextInput
      class="min-w-0 flex-1"
      autofocus={own.index === 0}
      aria-label={own.label}
      aria-invalid={wrong() || undefined}
      inputmode="decimal"
      autocomplete="off"
      value={untrack(texts)[own.index] ?? ""}
      onInput={(text) => type(own.index, text)}
      onKeyDown={(event) => event.key === "Enter" && !wrong() && props.onDone()}
    />
  );
  return (
    <div class="flex flex-col gap-1 px-3 pb-3">
      <div class="flex items-center gap-2">
        <Input index={0} label={props.two ? t("views.from", { field: props.label }) : props.label} />
        <Show when={props.two}>
          <span class="text-text-quiet">{t("views.and")}</span>
          <Input index={1} label={t("views.to", { field: props.label })} />
        </Show>
      </div>
      <Show when={wrong()}>
        <FieldError words={t("fields.wrong.number")} />
      </Show>
    </div>
  );
}
