import { createSetup, type SetupChange, type SetupStore } from "../../../store/floor/setup.ts";
import type { Workspace } from "../../../store/workspace.ts";
import { useWords } from "../../../words/index.ts";
import { useWorkspace } from "../../context.tsx";
import { useDid } from "../../did.ts";
import { useFloor } from "../../floor.ts";
import { nameOf } from "../../stages.ts";

const setups = new WeakMap<Workspace, SetupStore>();

/** One open workspace's setup as it is changed: what one screen of it saves, another one shows. */
export function useSetup(): SetupStore {
  const workspace = useWorkspace();
  const { api } = useFloor();
  const { t } = useWords();
  const did = useDid();
  const known = setups.get(workspace);
  if (known !== undefined) return known;
  const calledOf = ({ part, id, name }: SetupChange): string => {
    if (id === null) return t("takeback.order");
    return part === "stages" || part === "lostReasons" ? nameOf(t, part === "stages" ? "stage" : "lostReason", { name }, id) : (name ?? id);
  };
  const made = createSetup({
    api,
    known: workspace.directory.setup,
    did: (change) =>
      did(change, () => {
        const called = calledOf(change.of);
        const said = { key: `setup-${change.of.part}`, called };
        const added = { text: t("takeback.added", { name: called }), undone: t("takeback.retired", { name: called }) };
        return { ...said, ...(change.of.added && added) };
      }),
  });
  setups.set(workspace, made);
  return made;
}
