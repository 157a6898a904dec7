import { createSignal, type JSX, Show } from "solid-js";
import { NO_FILTER } from "../../../../domain/filter.ts";
import { DEFAULT_SETUP, firstStage, type StageSetup } from "../../../../domain/setup.ts";
import { changed } from "../../../store/floor/setup-edits.ts";
import { lazyPart } from "../../../ui/part.tsx";
import { StageGlyph, type StageLook } from "../../../ui/StageGlyph.tsx";
import { useWords } from "../../../words/index.ts";
import { useWorkspace } from "../../context.tsx";
import { useCounting } from "../../lists.ts";
import { may } from "../../rights.ts";
import { nameOf } from "../../stages.ts";
import { AddButton } from "./AddButton.tsx";
import { FloorPage } from "./FloorPage.tsx";
import { NameEntry } from "./NameEntry.tsx";
import { SetupList } from "./SetupList.tsx";
import { useSetup } from "./setup.ts";

const AddStage = lazyPart(async () => (await import("./AddStage.tsx")).AddStage);
const MOST = 30;
/** Those that every workspace starts with have a name in each reader's own words. */
const STANDARD: ReadonlySet<string> = new Set(DEFAULT_SETUP.stages.map(({ id }) => id));

/** The steps of the workspace's way of selling. */
export function StagesView(): JSX.Element {
  const { t, format } = useWords();
  const setup = useSetup();
  const workspace = useWorkspace();
  const [adding, setAdding] = createSignal(false);
  const counts = useCounting({ filter: NO_FILTER, group: "stage" });
  const locked = () => !may(workspace, "setup.edit");
  const offered = () => setup.list("stages").filter(({ retired }) => retired === undefined);
  const named = (stage: StageSetup) => nameOf(t, "stage", stage, stage.id);
  /** As it will be drawn everywhere: how far along it is among the open ones. */
  const look = (stage: StageSetup): StageLook => {
    const open = offered().filter(({ kind }) => kind === "open");
    const at = open.findIndex(({ id }) => id === stage.id);
    return { kind: stage.kind, share: stage.kind === "open" ? Math.max(0, at) / Math.max(1, open.length) : 1 };
  };
  const inIt = (stage: string) => {
    const n = counts.of(stage)?.count;
    if (n === undefined) return "";
    return t("count.leads", { n: counts.atLeast() ? t("count.more", { n: format().number(n) }) : n });
  };
  const lastOfKind = (stage: StageSetup) => offered().filter(({ kind }) => kind === stage.kind).length === 1;
  return (
    <FloorPage
      title={t("settings.stages")}
      hint={t("floor.stages.hint")}
      end={
        <AddButton
          act="make.stage"
          words={t("floor.stages.add")}
          count={setup.list("stages").length}
          most={MOST}
          onPress={() => setAdding(true)}
        />
      }
    >
      <SetupList
        part="stages"
        label={t("floor.stages.list")}
        nameOf={named}
        stays={(stage) => (lastOfKind(stage) ? t("floor.retireLast") : null)}
        acts={(stage) =>
          stage.name !== null && STANDARD.has(stage.id)
            ? [{ label: t("floor.standard"), onSelect: () => void setup.edit(changed("stages", stage.id, { name: null })) }]
            : []
        }
        row={(stage) => (
          <>
            <StageGlyph look={look(stage())} />
            <span class="min-w-0 flex-1">
              <Show when={!locked()} fallback={<bdi>{named(stage())}</bdi>}>
                <NameEntry value={named(stage())} onSave={(name) => setup.edit(changed("stages", stage().id, { name }))} />
              </Show>
              {/* Below the name where a phone has no room beside it. */}
              <span class="block pb-1 text-small tabular-nums text-text-quiet sm:hidden">
                {[t(`floor.stages.kind.${stage().kind}`), inIt(stage().id)].filter((part) => part !== "").join(" · ")}
              </span>
            </span>
            <Show when={stage().id === firstStage({ stages: [...setup.list("stages")] })}>
              <span class="text-small text-text-quiet max-sm:hidden">{t("floor.stages.start")}</span>
            </Show>
            <span class="min-w-24 text-end text-small whitespace-nowrap tabular-nums text-text-quiet max-sm:hidden">
              {inIt(stage().id)}
            </span>
            <span class="w-16 text-small text-text-quiet max-sm:hidden">{t(`floor.stages.kind.${stage().kind}`)}</span>
          </>
        )}
      />
      <AddStage open={adding()} onOpenChange={setAdding} />
    </FloorPage>
  );
}
