import { createEffect, createSignal, type JSX, on, Show } from "solid-js";
import type { People, PersonRow } from "../../../domain/people.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Button } from "../../ui/Button.tsx";
import { CheckList } from "../../ui/CheckList.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import { failureWords } from "../failure.ts";
import { actorHere } from "../rights.ts";
import { canManage } from "../../../domain/rights.ts";
import { useSettings } from "./context.tsx";

/** Who is in a team. Each person is a decision of their own: one that is refused says so and keeps the others. */
export function TeamPeopleDialog(props: {
  readonly team: People["teams"][number];
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}): JSX.Element {
  const { t } = useWords();
  const { people } = useSettings();
  const workspace = useWorkspace();
  const [chosen, setChosen] = createSignal<readonly string[]>([]);
  const [busy, setBusy] = createSignal(false);
  const [wrong, setWrong] = createSignal<string>();
  const isIn = (person: PersonRow) => person.teams.includes(props.team.id);
  const mine = () => {
    const actor = actorHere(workspace);
    return people.people().filter((person) => actor !== null && canManage(actor, person));
  };
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return;
        setChosen(people.people().flatMap((person) => (isIn(person) ? [person.id] : [])));
        setWrong(undefined);
      },
    ),
  );
  const save = async () => {
    setBusy(true);
    setWrong(undefined);
    const { id } = props.team;
    for (const person of mine().filter((one) => isIn(one) !== chosen().includes(one.id))) {
      const teams = isIn(person) ? person.teams.filter((team) => team !== id) : [...person.teams, id];
      const failure = await people.change(person, { teams });
      if (failure !== null) setWrong(t("teams.failedFor", { name: person.name, reason: failureWords(t, failure.code) }));
    }
    setBusy(false);
    if (wrong() === undefined) props.onOpenChange(false);
  };
  return (
    <Dialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      title={t("teams.members", { name: props.team.name })}
      footer={
        <>
          <Button class="touch:h-11" onClick={() => props.onOpenChange(false)}>
            {t("common.cancel")}
          </Button>
          <Button variant="primary" class="touch:h-11" busy={busy()} onClick={() => void save()}>
            {t("members.save")}
          </Button>
        </>
      }
    >
      <div role="status">
        <Show when={wrong()}>{(said) => <p class="mb-2 text-overdue-text">{said()}</p>}</Show>
      </div>
      <CheckList
        legend={t("teams.members", { name: props.team.name })}
        quietLegend
        options={mine().map((person) => ({
          value: person.id,
          label: person.name,
          hint: t(`role.${person.role}`),
          before: <Avatar id={person.id} name={person.name} size={24} />,
        }))}
        chosen={chosen()}
        onChange={setChosen}
      />
    </Dialog>
  );
}
