import { createSignal, type JSX, Show } from "solid-js";
import { INLINE } from "../../../ui/inline.ts";
import { lazyPart } from "../../../ui/part.tsx";
import type { SearchOption } from "../../../ui/SearchList.tsx";
import { useWords } from "../../../words/index.ts";
import { useFieldName } from "./field-name.ts";

const load = () => import("../../../ui/SearchList.tsx");
const SearchList = lazyPart(async () => (await load()).SearchList);

/** The place of the first project, while there is none. */
export function AddProject(props: { readonly options: readonly SearchOption[]; readonly onPick: (project: string) => void }): JSX.Element {
  const { t } = useWords();
  const nameFor = useFieldName();
  const [anchor, setAnchor] = createSignal<HTMLButtonElement>();
  const [open, setOpen] = createSignal(false);
  return (
    <>
      <button
        ref={setAnchor}
        type="button"
        aria-label={nameFor(t("fields.projects"), "", t("fields.add.projects"))}
        aria-haspopup="listbox"
        aria-expanded={open()}
        class={`${INLINE} text-text-quiet`}
        onPointerEnter={() => void load().catch(() => undefined)}
        onFocus={() => void load().catch(() => undefined)}
        onClick={() => setOpen(!open())}
      >
        {t("fields.add.projects")}
      </button>
      <ProjectPicker
        options={props.options}
        anchor={anchor()}
        open={open()}
        onOpenChange={setOpen}
        onPick={(project) => props.onPick(project)}
      />
    </>
  );
}

/** Those of the workspace that the lead does not have yet. */
export function ProjectPicker(props: {
  readonly options: readonly SearchOption[];
  readonly anchor: HTMLElement | undefined;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onPick: (project: string) => void;
}): JSX.Element {
  const { t } = useWords();
  return (
    <Show when={props.anchor}>
      {(anchor) => (
        <SearchList
          label={t("fields.projects")}
          find={t("fields.project.find")}
          nothing={t("fields.project.none")}
          options={props.options}
          value=""
          onPick={(project) => props.onPick(project)}
          open={props.open}
          onOpenChange={(open) => props.onOpenChange(open)}
          anchor={anchor()}
        />
      )}
    </Show>
  );
}
