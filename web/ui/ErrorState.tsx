import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { type JSX, Show } from "solid-js";
import { useWords } from "../words/index.ts";
import { Button } from "./Button.tsx";
import { Icon } from "./Icon.tsx";

/** What failed, what to do, and the request's id for whoever looks into it. */
export function ErrorState(props: {
  readonly title: string;
  readonly hint?: string;
  readonly request?: string;
  readonly busy?: boolean;
  readonly onRetry?: () => void;
}): JSX.Element {
  const { t } = useWords();
  return (
    <div role="alert" class="flex flex-col items-center gap-1 px-6 py-16 text-center">
      <div class="mb-3 flex size-10 items-center justify-center rounded-large bg-overdue-ground text-overdue-text">
        <Icon of={TriangleAlert} size={20} />
      </div>
      <p class="text-title font-medium text-text">{props.title}</p>
      <Show when={props.hint}>
        <p class="max-w-90 text-balance text-text-quiet">{props.hint}</p>
      </Show>
      <Show when={props.onRetry}>
        {(retry) => (
          <Button class="mt-4" busy={props.busy ?? false} onClick={() => retry()()}>
            {t("common.retry")}
          </Button>
        )}
      </Show>
      <Show when={props.request}>
        {(id) => <p class="mt-3 select-all text-small text-text-quiet">{t("common.request", { id: id() })}</p>}
      </Show>
    </div>
  );
}
