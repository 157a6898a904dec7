import { type JSX, onCleanup } from "solid-js";
import { lampsOf } from "../../../domain/health.ts";
import { Skeleton, SkeletonGroup, SkeletonRows } from "../../ui/Skeleton.tsx";
import { useWords } from "../../words/index.ts";
import { useConsole } from "./context.tsx";
import { Causes } from "./Causes.tsx";
import { Lamps } from "./Lamps.tsx";
import { MinuteChart } from "./MinuteChart.tsx";
import { Page } from "./Page.tsx";
import { Card, Part } from "./Part.tsx";
import { Places } from "./Places.tsx";

const READ_MS = 5_000;
const CAUSES_MS = 30_000;

/** Whether the platform is well: nothing red means nothing to do. */
export function Overview(): JSX.Element {
  const { t } = useWords();
  const console = useConsole();
  onCleanup(console.follow(console.health.read, READ_MS));
  onCleanup(console.onMoved(() => void console.health.read()));
  onCleanup(console.follow(console.diagnostics.read, CAUSES_MS));
  const unwell = () => {
    const health = console.health.value();
    return health === undefined ? 0 : lampsOf(health).filter((lamp) => lamp.state === "unwell").length;
  };
  return (
    <Page title={t("console.overview")}>
      <Part of={console.health} skeleton={<Loading />} bare>
        {(health) => (
          <>
            <p class="text-head font-semibold" role="status">
              {unwell() === 0 ? t("console.lamp.calm") : t("console.lamp.act", { n: unwell() })}
            </p>
            <Lamps health={health()} />
            <div class="grid gap-4 lg:grid-cols-[2fr_1fr]">
              <MinuteChart health={health()} />
              <Places health={health()} />
            </div>
          </>
        )}
      </Part>
      <Card title={t("console.causes.title")}>
        <Part of={console.diagnostics}>{(rows) => <Causes rows={rows()} />}</Part>
      </Card>
    </Page>
  );
}

function Loading(): JSX.Element {
  const { t } = useWords();
  return (
    <SkeletonGroup label={t("common.loading")}>
      <div class="flex flex-col gap-4">
        <Skeleton class="h-7 w-72" />
        <div class="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
          <SkeletonRows count={6} row={() => <Skeleton class="h-18 w-full rounded-large!" />} />
        </div>
        <Skeleton class="h-56 w-full rounded-large!" />
      </div>
    </SkeletonGroup>
  );
}
