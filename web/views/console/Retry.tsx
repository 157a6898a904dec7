import RotateCw from "lucide-solid/icons/rotate-cw";
import { type JSX, Show } from "solid-js";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Progress } from "../../ui/Progress.tsx";
import { useWords } from "../../words/index.ts";
import { failureWords } from "../failure.ts";
import { useConsole } from "./context.tsx";

/** A retry's button; then how far it is, and what came of it. */
export function Retry(props: {
  readonly about: string;
  readonly count: number;
  readonly label: string;
  readonly offered: boolean;
  readonly start: () => Promise<void>;
  readonly over?: () => void;
}): JSX.Element {
  const { t, format } = useWords();
  const console = useConsole();
  const retry = () => console.retries.of(props.about);
  const under = () => retry()?.state === "asking" || retry()?.state === "running";
  const asked = () => retry()?.progress?.asked ?? props.count;
  const looked = () => {
    const progress = retry()?.progress;
    return progress == null ? 0 : progress.asked - progress.pending;
  };
  const result = () => {
    const now = retry();
    if (now?.state === "failed") return t("console.wait.notDone", { reason: failureWords(t, now.failure?.code ?? "internal") });
    const progress = now?.progress;
    if (now?.state !== "over" || progress == null) return "";
    if (progress.asked === 0) return t("console.wait.nothing");
    const n = (count: number) => ({ n: format().number(count) });
    const parts = [
      progress.done > 0 ? t("console.wait.retried", n(progress.done)) : null,
      progress.parked > 0 ? t("console.wait.again", n(progress.parked)) : null,
      progress.later > 0 ? t("console.wait.later", n(progress.later)) : null,
      progress.unread > 0 ? t("console.tally.unread", { n: progress.unread }) : null,
      progress.pending > 0 ? t("console.wait.slow", n(progress.pending)) : null,
      now.left > 0 ? t("console.wait.left", { n: now.left }) : null,
    ];
    return t("console.wait.result", { parts: parts.filter((part) => part !== null).join(t("footer.separator")) });
  };
  const good = () => {
    const progress = retry()?.progress;
    return retry()?.state === "over" && progress != null && progress.done === progress.asked;
  };
  const start = async () => {
    await props.start();
    props.over?.();
  };
  return (
    <div class="flex flex-wrap items-center gap-x-3 gap-y-1" data-retry={retry()?.state ?? "idle"}>
      <Show when={(props.offered || under()) && console.may("change.retry")}>
        <Button size="small" busy={under()} onClick={() => void start()}>
          <Icon of={RotateCw} size={14} />
          {props.label}
        </Button>
      </Show>
      <Show when={under()}>
        <span class="flex min-w-40 flex-1 items-center gap-2">
          <Progress
            label={t("console.wait.running", { n: asked() })}
            value={looked()}
            max={retry()?.state === "asking" ? undefined : asked()}
            words={t("common.of", { part: format().number(looked()), whole: format().number(asked()) })}
          />
          <span class="shrink-0 text-small tabular-nums text-text-quiet">
            {t("common.of", { part: format().number(looked()), whole: format().number(asked()) })}
          </span>
        </span>
      </Show>
      <span role="status" class="text-small empty:hidden" classList={{ "text-live-text": good(), "text-waiting-text": !good() }}>
        {result()}
      </span>
    </div>
  );
}
