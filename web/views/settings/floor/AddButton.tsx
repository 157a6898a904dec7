import Plus from "lucide-solid/icons/plus";
import { type JSX, Show } from "solid-js";
import { Button } from "../../../ui/Button.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { useWords } from "../../../words/index.ts";
import { offerActions } from "../../actions.ts";
import { useWorkspace } from "../../context.tsx";
import { may } from "../../rights.ts";

/** At the head of a list, for who may add to it; where it holds all it can, it says how many that are. */
export function AddButton(props: {
  /** What the act is called among all that can be done. */
  readonly act: "make.stage" | "make.reason" | "make.field" | "make.text";
  readonly words: string;
  readonly count: number;
  readonly most: number;
  readonly onPress: () => void;
}): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const full = () => props.count >= props.most;
  offerActions(() =>
    may(workspace, "setup.edit") && !full() ? [{ id: props.act, label: props.words, icon: Plus, group: "make", run: props.onPress }] : [],
  );
  return (
    <Show when={may(workspace, "setup.edit")}>
      <span class="flex flex-col items-end gap-1">
        <Button variant="primary" class="touch:h-11" disabled={full()} onClick={() => props.onPress()}>
          <Icon of={Plus} size={14} />
          {props.words}
        </Button>
        <Show when={full()}>
          <span class="text-small text-text-quiet">{t("floor.full", { n: props.most })}</span>
        </Show>
      </span>
    </Show>
  );
}
