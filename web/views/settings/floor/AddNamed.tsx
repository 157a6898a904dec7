import { createEffect, createSignal, createUniqueId, type JSX, on } from "solid-js";
import * as v from "valibot";
import { setupTitle } from "../../../../domain/setup.ts";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Field } from "../../../ui/Field.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useWords } from "../../../words/index.ts";

/** Something new of the setup: its name, and whatever else it needs. */
export function AddNamed(props: {
  readonly title: string;
  /** The act in words, with the name once there is one. */
  readonly act: (name: string) => string;
  readonly hint?: string;
  readonly size?: "small" | "medium";
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** It opens: what stood in it before is gone. */
  readonly onBegin?: () => void;
  /** False: something is not right yet, and the dialog stays. */
  readonly onAdd: (name: string) => boolean;
  readonly children?: JSX.Element;
}): JSX.Element {
  const { t } = useWords();
  const form = createUniqueId();
  const [name, setName] = createSignal("");
  const [tried, setTried] = createSignal(false);
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return;
        setName("");
        setTried(false);
        props.onBegin?.();
      },
    ),
  );
  const right = () => v.is(setupTitle, name());
  const add = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    // Both are asked, so that all that is wrong is said at once.
    const fine = props.onAdd(right() ? name().trim() : "");
    if (right() && fine) props.onOpenChange(false);
  };
  return (
    <Dialog
      form
      open={props.open}
      onOpenChange={(open) => props.onOpenChange(open)}
      title={props.title}
      size={props.size ?? "small"}
      footer={
        <>
          <Button class="touch:h-11" onClick={() => props.onOpenChange(false)}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" form={form} variant="primary" class="touch:h-11">
            <span class="max-w-60 truncate">{right() ? props.act(name().trim()) : props.title}</span>
          </Button>
        </>
      }
    >
      <form id={form} noValidate class="flex flex-col gap-4" onSubmit={add}>
        <Field
          label={t("floor.name")}
          error={tried() && !right() ? t("floor.nameWrong") : undefined}
          {...(props.hint === undefined ? {} : { hint: props.hint })}
        >
          <TextInput value={name()} autocomplete="off" maxLength={60} dir="auto" onInput={setName} />
        </Field>
        {props.children}
      </form>
    </Dialog>
  );
}
