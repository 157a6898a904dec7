import { createEffect, createSignal, type JSX, on } from "solid-js";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Select } from "../../ui/Select.tsx";
import { useWords } from "../../words/index.ts";
import { useSettings } from "./context.tsx";
import type { PersonDialogProps } from "./PeopleDialogs.tsx";

/** As much as the server takes. */
const MOST = 20;

export function WeightDialog(props: PersonDialogProps): JSX.Element {
  const { t, format } = useWords();
  const { people } = useSettings();
  const [weight, setWeight] = createSignal(0);
  createEffect(
    on(
      () => props.open,
      (open) => open && setWeight(props.person.weight),
    ),
  );
  const save = async () => {
    if (await props.acts.change(props.person, { weight: weight() })) props.onOpenChange(false);
  };
  return (
    <Dialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      title={t("members.weightOf", { name: props.person.name })}
      description={t("members.weightHint")}
      footer={
        <>
          <Button class="touch:h-11" onClick={() => props.onOpenChange(false)}>
            {t("common.cancel")}
          </Button>
          <Button variant="primary" class="touch:h-11" busy={people.busy(props.person.id)} onClick={() => void save()}>
            {t("members.save")}
          </Button>
        </>
      }
    >
      <Select
        label={t("members.weight")}
        class="w-32"
        value={String(weight())}
        options={Array.from({ length: MOST + 1 }, (_, n) => ({
          value: String(n),
          label: t("members.weightNote", { n: format().number(n) }),
        }))}
        onChange={(value) => setWeight(Number(value))}
      />
    </Dialog>
  );
}
