import type { JSX } from "solid-js";
import { added, idFor } from "../../../store/floor/setup-edits.ts";
import { useWords } from "../../../words/index.ts";
import { useApp } from "../../context.tsx";
import { AddNamed } from "./AddNamed.tsx";
import { useSetup } from "./setup.ts";

export function AddReason(props: { readonly open: boolean; readonly onOpenChange: (open: boolean) => void }): JSX.Element {
  const app = useApp();
  const { t } = useWords();
  const setup = useSetup();
  return (
    <AddNamed
      title={t("floor.reasons.add")}
      act={(name) => t("floor.reasons.addAct", { name })}
      open={props.open}
      onOpenChange={(open) => props.onOpenChange(open)}
      onAdd={(name) =>
        name !== "" && setup.edit(added("lostReasons", { id: idFor(name, setup.list("lostReasons"), app.clock.id()), name }))
      }
    />
  );
}
