import { useNavigate } from "@solidjs/router";
import { createMemo, createSignal, type JSX, Show } from "solid-js";
import { Button } from "../../ui/Button.tsx";
import { lazyPart } from "../../ui/part.tsx";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";

const load = () => import("../../ui/PersonPicker.tsx");
const PersonPicker = lazyPart(async () => (await load()).PersonPicker);

/** Whose leads are shown. */
export function OwnerFilter(props: { readonly icon: JSX.Element; readonly current: string | null | undefined }): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const [anchor, setAnchor] = createSignal<HTMLButtonElement>();
  const [open, setOpen] = createSignal(false);
  const [used, setUsed] = createSignal(false);
  const people = createMemo(() =>
    workspace.directory
      .members()
      .filter((member) => member.status === "active")
      .map(({ id, name, open: load, away }) => ({ id, name, load, away }))
      .sort((a, b) => a.name.localeCompare(b.name)),
  );
  return (
    <>
      <Button
        ref={setAnchor}
        variant="ghost"
        class="text-text-quiet"
        aria-haspopup="dialog"
        aria-expanded={open()}
        onPointerEnter={() => void load().catch(() => undefined)}
        onClick={() => {
          setUsed(true);
          setOpen(!open());
        }}
      >
        {props.icon}
        <span class="max-md:sr-only">{t("leads.filter")}</span>
      </Button>
      <Show when={used() && anchor()}>
        {(element) => (
          <PersonPicker
            label={t("leads.filter")}
            people={people()}
            current={props.current}
            unassigned={t("assign.unassigned")}
            open={open()}
            onOpenChange={setOpen}
            anchor={element()}
            onPick={(id) => navigate(`/w/${workspace.slug}/leads?owner=${id ?? "none"}`)}
          />
        )}
      </Show>
    </>
  );
}
