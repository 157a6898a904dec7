import { createSignal, type JSX, Show } from "solid-js";
import { DEFAULT_SETUP, type LostReasonSetup } from "../../../../domain/setup.ts";
import { changed } from "../../../store/floor/setup-edits.ts";
import { lazyPart } from "../../../ui/part.tsx";
import { useWords } from "../../../words/index.ts";
import { useWorkspace } from "../../context.tsx";
import { may } from "../../rights.ts";
import { nameOf } from "../../stages.ts";
import { AddButton } from "./AddButton.tsx";
import { FloorPage } from "./FloorPage.tsx";
import { NameEntry } from "./NameEntry.tsx";
import { SetupList } from "./SetupList.tsx";
import { useSetup } from "./setup.ts";

const AddReason = lazyPart(async () => (await import("./AddReason.tsx")).AddReason);
const MOST = 40;
const STANDARD: ReadonlySet<string> = new Set(DEFAULT_SETUP.lostReasons.map(({ id }) => id));

/** Why leads are lost, as it is asked when they are. */
export function ReasonsView(): JSX.Element {
  const { t } = useWords();
  const setup = useSetup();
  const workspace = useWorkspace();
  const [adding, setAdding] = createSignal(false);
  const locked = () => !may(workspace, "setup.edit");
  const named = (reason: LostReasonSetup) => nameOf(t, "lostReason", reason, reason.id);
  return (
    <FloorPage
      title={t("settings.reasons")}
      hint={t("floor.reasons.hint")}
      end={
        <AddButton
          act="make.reason"
          words={t("floor.reasons.add")}
          count={setup.list("lostReasons").length}
          most={MOST}
          onPress={() => setAdding(true)}
        />
      }
    >
      <SetupList
        part="lostReasons"
        label={t("floor.reasons.list")}
        nameOf={named}
        acts={(reason) =>
          reason.name !== null && STANDARD.has(reason.id)
            ? [{ label: t("floor.standard"), onSelect: () => void setup.edit(changed("lostReasons", reason.id, { name: null })) }]
            : []
        }
        row={(reason) => (
          <span class="min-w-0 flex-1">
            <Show when={!locked()} fallback={<bdi>{named(reason())}</bdi>}>
              <NameEntry value={named(reason())} onSave={(name) => setup.edit(changed("lostReasons", reason().id, { name }))} />
            </Show>
          </span>
        )}
      />
      <AddReason open={adding()} onOpenChange={setAdding} />
    </FloorPage>
  );
}
