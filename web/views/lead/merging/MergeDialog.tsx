import { createComputed, createSignal, createUniqueId, type JSX, on, Show } from "solid-js";
import type { LeadRow } from "../../../../domain/lead.ts";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { useWords } from "../../../words/index.ts";
import { calledWords } from "../../called.ts";
import { useWorkspace } from "../../context.tsx";
import { WithWords } from "../../WithWords.tsx";
import type { Opened } from "../open.ts";
import { FindOther } from "./FindOther.tsx";
import { createMerging } from "./merging.ts";
import { Offline, WhichStays } from "./WhichStays.tsx";

interface Props {
  readonly row: LeadRow;
  readonly opened: Opened;
  /** Known already; null: it is looked for first. */
  readonly other: string | null;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** LM1: two leads that are one person become one: which other one, and which of them stays. */
export function MergeDialog(props: Props): JSX.Element {
  // Each time it opens nothing is chosen yet.
  const [times, setTimes] = createSignal(0);
  createComputed(
    on(
      () => props.open,
      (open) => open && setTimes((n) => n + 1),
    ),
  );
  return (
    <Show when={times()} keyed>
      {(_) => <Asked {...props} />}
    </Show>
  );
}

function Asked(props: Props): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const form = createUniqueId();
  // eslint-disable-next-line solid/reactivity -- it is asked about anew each time
  const [other, setOther] = createSignal(props.other);
  const merging = createMerging({
    row: () => props.row,
    opened: () => props.opened,
    other,
    shown: () => props.open,
    done: () => props.onOpenChange(false),
  });
  const offline = () => workspace.live.status() === "offline";
  return (
    <Dialog
      form
      size="large"
      open={props.open}
      onOpenChange={(open) => props.onOpenChange(open)}
      title={other() === null ? t("merge.title", { name: calledWords(t, props.row) }) : t("merge.bothTitle")}
      description={t(other() === null ? "merge.hint" : "merge.bothHint")}
      footer={
        <>
          <Show when={other() !== null}>
            <Button variant="ghost" class="-ms-3 me-auto" onClick={() => setOther(null)}>
              {t("merge.another")}
            </Button>
          </Show>
          <Button onClick={() => props.onOpenChange(false)}>{t("common.cancel")}</Button>
          <Show when={other() !== null}>
            <Button type="submit" form={form} variant="primary" busy={merging.busy()} disabled={!merging.ready() || offline()}>
              {t("merge.now")}
            </Button>
          </Show>
        </>
      }
    >
      <Show
        when={other() !== null}
        fallback={
          <WithWords part="palette">
            <FindOther row={props.row} twin={props.opened.detail()?.sameAs ?? null} onPick={(id) => setOther(id)} />
          </WithWords>
        }
      >
        <WhichStays id={form} merging={merging} />
        <Show when={offline()}>
          <Offline />
        </Show>
      </Show>
    </Dialog>
  );
}
