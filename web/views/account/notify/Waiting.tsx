import { type JSX, Match, Switch } from "solid-js";
import type { ApiFailure } from "../../../store/push.ts";
import { Button } from "../../../ui/Button.tsx";
import { Skeleton, SkeletonGroup, SkeletonRows } from "../../../ui/Skeleton.tsx";
import { useWords } from "../../../words/index.ts";
import { failureAdvice } from "../../failure.ts";

/** What is read from the server; until it is here its shape, and why it does not come. */
export function Waiting(props: {
  readonly of: { value(): unknown; failure(): ApiFailure | null; read(): Promise<void> };
  readonly children: JSX.Element;
}): JSX.Element {
  const { t } = useWords();
  return (
    <Switch
      fallback={
        <SkeletonGroup label={t("common.loading")}>
          <div class="flex flex-col gap-3">
            <SkeletonRows count={2} row={() => <Skeleton class="h-8 w-full" />} />
          </div>
        </SkeletonGroup>
      }
    >
      <Match when={props.of.value() !== undefined}>{props.children}</Match>
      <Match when={props.of.failure()}>
        {(failure) => (
          <div role="alert" class="flex flex-col items-start gap-3">
            <p class="text-text-quiet">{failureAdvice(t, failure().code)}</p>
            <Button class="touch:h-11" onClick={() => void props.of.read()}>
              {t("common.retry")}
            </Button>
          </div>
        )}
      </Match>
    </Switch>
  );
}
