import { createEffect, createSignal, type JSX, on } from "solid-js";
import { Button } from "../../ui/Button.tsx";
import { CheckList } from "../../ui/CheckList.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { useWords } from "../../words/index.ts";
import { useSettings } from "./context.tsx";
import type { PersonDialogProps } from "./PeopleDialogs.tsx";

export function TeamsDialog(props: PersonDialogProps): JSX.Element {
  const { t } = useWords();
  const { people } = useSettings();
  const [chosen, setChosen] = createSignal<readonly string[]>([]);
  createEffect(
    on(
      () => props.open,
      (open) => open && setChosen(props.person.teams),
    ),
  );
  const save = async () => {
    if (await props.acts.change(props.person, { teams: [...chosen()] })) props.onOpenChange(false);
  };
  return (
    <Dialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      title={t("members.teamsOf", { name: props.person.name })}
      description={t("teams.hint")}
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
      <CheckList
        legend={t("members.teamsOf", { name: props.person.name })}
        quietLegend
        options={(people.read.value()?.teams ?? [])
          .filter(({ retired }) => retired !== true)
          .map((team) => ({ value: team.id, label: team.name }))}
        chosen={chosen()}
        onChange={setChosen}
      />
    </Dialog>
  );
}
