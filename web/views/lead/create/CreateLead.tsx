import { createComputed, createSignal, createUniqueId, type JSX, on, Show } from "solid-js";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { useWords } from "../../../words/index.ts";
import { WithWords } from "../../WithWords.tsx";
import { CreateForm } from "./CreateForm.tsx";
import { createNewLead } from "./new-lead.ts";

interface Props {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** A lead that did not come by a form: somebody called, walked in, or was sent by a friend. */
export function CreateLead(props: Props): JSX.Element {
  // Each time it opens it is a new lead.
  const [times, setTimes] = createSignal(0);
  createComputed(
    on(
      () => props.open,
      (open) => open && setTimes((n) => n + 1),
    ),
  );
  return (
    <WithWords part="panel">
      <Show when={times()} keyed>
        {(_) => <Asked open={props.open} onOpenChange={(open) => props.onOpenChange(open)} />}
      </Show>
    </WithWords>
  );
}

function Asked(props: Props): JSX.Element {
  const { t } = useWords();
  const form = createUniqueId();
  const made = createNewLead(() => props.onOpenChange(false));
  return (
    <Dialog
      form
      size="medium"
      open={props.open}
      onOpenChange={(open) => props.onOpenChange(open)}
      title={t("create.title")}
      footer={
        <>
          <Button onClick={() => props.onOpenChange(false)}>{t("common.cancel")}</Button>
          <Button type="submit" form={form} variant="primary" busy={made.busy()} keys="mod+enter">
            {t(made.known() === null ? "create.act" : "create.anyway")}
          </Button>
        </>
      }
    >
      <CreateForm id={form} made={made} />
    </Dialog>
  );
}
