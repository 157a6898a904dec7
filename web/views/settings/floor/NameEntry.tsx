import { createSignal, type JSX } from "solid-js";
import * as v from "valibot";
import { setupTitle } from "../../../../domain/setup.ts";
import { InlineText } from "../../../ui/InlineText.tsx";
import { useWords } from "../../../words/index.ts";

/** A name that is its own input where it stands. `onSave` false: it may not be so. */
export function NameEntry(props: {
  readonly value: string;
  readonly class?: string;
  readonly onSave: (name: string) => boolean;
}): JSX.Element {
  const { t } = useWords();
  const [wrong, setWrong] = createSignal(false);
  return (
    <InlineText
      name={t("floor.nameOf", { value: props.value })}
      label={t("floor.name")}
      value={props.value}
      empty={t("floor.name")}
      maxLength={60}
      error={wrong() ? t("floor.nameWrong") : undefined}
      {...(props.class === undefined ? {} : { class: props.class })}
      onCancel={() => setWrong(false)}
      onSave={(text) => {
        const right = v.is(setupTitle, text) && props.onSave(text);
        setWrong(!right);
        return right;
      }}
    />
  );
}
