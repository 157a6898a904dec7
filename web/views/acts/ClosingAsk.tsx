import { createSignal, type JSX, Show, untrack } from "solid-js";
import { Button } from "../../ui/Button.tsx";
import { Field } from "../../ui/Field.tsx";
import { Menu } from "../../ui/Menu.tsx";
import { Popup } from "../../ui/Popup.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import { readAmount } from "../lead/fields/amount.ts";
import { currencyOf } from "../money.ts";
import { useStages } from "../stages.ts";
import type { ActProps } from "./ActsProvider.tsx";
import { useReasons } from "./reasons.ts";
import { useMove } from "./stage.ts";

type Props = ActProps & { readonly stage: string };

/** What is asked before a lead is closed: why it was lost, in one key; or what it is worth. Given up, nothing moves. */
export function ClosingAsk(props: Props): JSX.Element {
  const stages = useStages();
  return (
    <Show when={stages.of(props.stage)?.kind === "lost"} fallback={<Worth {...props} />}>
      <Why {...props} />
    </Show>
  );
}

function Why(props: Props): JSX.Element {
  const move = useMove();
  const reasons = useReasons();
  const { t } = useWords();
  const close = (lostReason: string | null) => void move(props.lead, props.stage, { lostReason });
  return (
    <Menu
      label={t("closing.why")}
      anchor={props.anchor}
      open={props.open}
      byKeys
      onOpenChange={(open) => props.onOpenChange(open)}
      items={reasons(close)}
    />
  );
}

function Worth(props: Props): JSX.Element {
  const { t } = useWords();
  return (
    <Popup label={t("closing.worth")} anchor={props.anchor} open={props.open} onOpenChange={props.onOpenChange} class="w-72 p-3">
      <Form {...props} />
    </Popup>
  );
}

function Form(props: Props): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const stages = useStages();
  const move = useMove();
  const [text, setText] = createSignal(untrack(() => String(workspace.leads.row(props.lead)?.value ?? "")));
  const [wrong, setWrong] = createSignal(false);
  const send = () => {
    const value = text().trim() === "" ? null : readAmount(text());
    if (text().trim() !== "" && value === null) return void setWrong(true);
    props.onOpenChange(false);
    void move(props.lead, props.stage, { value });
  };
  return (
    <form
      class="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Field
        label={t("closing.worth")}
        hint={t("closing.worthHint", { currency: currencyOf(workspace) })}
        error={wrong() ? t("fields.wrong.whole") : undefined}
      >
        <TextInput
          inputmode="numeric"
          autocomplete="off"
          enterkeyhint="done"
          value={text()}
          ref={(input) => queueMicrotask(() => input.select())}
          onInput={(typed) => {
            setText(typed);
            setWrong(false);
          }}
        />
      </Field>
      <Button type="submit" variant="primary">
        {t("closing.move", { stage: stages.name(props.stage) })}
      </Button>
    </form>
  );
}
