import { useNavigate } from "@solidjs/router";
import { createEffect, createSignal, createUniqueId, type JSX, on, Show } from "solid-js";
import { type SavedView, VIEW_SHARES } from "../../../../domain/view.ts";
import { shapeOf } from "../../../store/views.ts";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Select } from "../../../ui/Select.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useWords } from "../../../words/index.ts";
import { useWorkspace } from "../../context.tsx";
import { may } from "../../rights.ts";
import { useNames } from "../filters/names.ts";
import { useView } from "./useView.ts";
import { useViewActs } from "./view-acts.ts";

const MAX_NAME = 80;

/** What a view is called and who has it in their menu; `before` null: what is on screen becomes a new one. */
export function ViewDialog(props: {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly id: string;
  readonly before: SavedView | null;
}): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const view = useView();
  const names = useNames();
  const acts = useViewActs();
  const form = createUniqueId();
  const [name, setName] = createSignal("");
  const [share, setShare] = createSignal<SavedView["share"]>("own");
  const [team, setTeam] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  /** Chosen when it opens: while it closes the view behind it is another one already. */
  let target: { readonly id: string; readonly before: SavedView | null } = { id: "", before: null };
  const [renames, setRenames] = createSignal(false);
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return;
        target = { id: props.id, before: props.before };
        setRenames(target.before !== null);
        const first = view.state().filter[0];
        setName(target.before?.name ?? (first === undefined ? "" : names.values(first).slice(0, MAX_NAME)));
        setShare(target.before?.share ?? "own");
        setTeam(target.before?.team ?? teams()[0]?.id ?? "");
        setTried(false);
        setBusy(false);
      },
    ),
  );
  const teams = () => workspace.directory.teams().filter(({ id, retired }) => retired !== true || id === target.before?.team);
  const shares = () =>
    VIEW_SHARES.filter((one) => {
      if (one === target.before?.share) return true;
      if (one === "team") return may(workspace, "views.share") && teams().length > 0;
      return one !== "workspace" || may(workspace, "views.share");
    }).map((one) => ({ value: one, label: t(`views.shareLong.${one}`) }));
  const right = () => name().trim() !== "";
  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (busy() || !right()) return;
    setBusy(true);
    const { id, before } = target;
    const { filter, sort, group } = view.state();
    // Renaming leaves alone what is on screen and not saved.
    const shape = before?.shape ?? shapeOf({ filter, sort, group }, view.columns(), view.layout());
    const body = { name: name().trim(), share: share(), team: share() === "team" ? team() : null, shape };
    const done = await acts.save(id, body, before ?? undefined);
    setBusy(false);
    if (!done) return;
    props.onOpenChange(false);
    if (before === null) navigate(`/w/${workspace.slug}/${view.layout() === "board" ? "board" : "leads"}?view=${id}`);
  }
  return (
    <Dialog
      open={props.open}
      onOpenChange={(open) => props.onOpenChange(open)}
      title={t(renames() ? "views.renameShare" : "views.saveView")}
      description={t(renames() ? "views.renameHint" : "views.saveHint")}
      footer={
        <>
          <Button class="touch:h-11" onClick={() => props.onOpenChange(false)}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" form={form} variant="primary" busy={busy()} class="touch:h-11">
            {t(renames() ? "common.save" : "views.saveView")}
          </Button>
        </>
      }
      form
    >
      <form id={form} noValidate class="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
        <Field label={t("views.name")} error={tried() && !right() ? t("views.nameWrong") : undefined}>
          <TextInput value={name()} autocomplete="off" maxLength={MAX_NAME} dir="auto" onInput={setName} />
        </Field>
        <Field label={t("views.whose")} hint={t(`views.shareHint.${share()}`)}>
          <Select options={shares()} value={share()} onChange={(value) => setShare(VIEW_SHARES.find((one) => one === value) ?? "own")} />
        </Field>
        <Show when={share() === "team"}>
          <Field label={t("views.field.team")}>
            <Select options={teams().map((one) => ({ value: one.id, label: one.name }))} value={team()} onChange={setTeam} />
          </Field>
        </Show>
      </form>
    </Dialog>
  );
}
