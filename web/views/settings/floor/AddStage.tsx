import { createSignal, type JSX } from "solid-js";
import { STAGE_KINDS, type StageKind } from "../../../../domain/setup.ts";
import { added, idFor } from "../../../store/floor/setup-edits.ts";
import { RadioList } from "../../../ui/RadioList.tsx";
import { useWords } from "../../../words/index.ts";
import { useApp } from "../../context.tsx";
import { AddNamed } from "./AddNamed.tsx";
import { useSetup } from "./setup.ts";

/** A new stage: what it is called, and what it means for the leads in it. */
export function AddStage(props: { readonly open: boolean; readonly onOpenChange: (open: boolean) => void }): JSX.Element {
  const app = useApp();
  const { t } = useWords();
  const setup = useSetup();
  const [kind, setKind] = createSignal<StageKind>("open");
  return (
    <AddNamed
      title={t("floor.stages.add")}
      act={(name) => t("floor.stages.addAct", { name })}
      open={props.open}
      onOpenChange={(open) => props.onOpenChange(open)}
      onBegin={() => setKind("open")}
      onAdd={(name) =>
        name !== "" && setup.edit(added("stages", { id: idFor(name, setup.list("stages"), app.clock.id()), name, kind: kind() }))
      }
    >
      <RadioList
        legend={t("floor.stages.kindOf")}
        value={kind()}
        options={STAGE_KINDS.map((one) => ({
          value: one,
          label: t(`floor.stages.kind.${one}`),
          hint: t(`floor.stages.kindHint.${one}`),
        }))}
        onChange={(to) => setKind(STAGE_KINDS.find((one) => one === to) ?? "open")}
      />
      <p class="text-small text-text-quiet">{t("floor.stages.kindFixed")}</p>
    </AddNamed>
  );
}
