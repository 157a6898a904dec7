import CircleX from "lucide-solid/icons/circle-x";
import { createMemo, For, type JSX, Show } from "solid-js";
import type { SubmissionRow } from "../../../../domain/api.ts";
import { untickedOf } from "../../../../domain/consenttext.ts";
import type { Bannable } from "../../../../domain/lead.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { useWords } from "../../../words/index.ts";
import { FieldRow, Read } from "./FieldRow.tsx";

/** At the channels it concerns: what they did not agree to on the form. Load it lazily: few leave a box unticked. */
export function Unticked(props: {
  readonly submissions: readonly Pick<SubmissionRow, "submittedAt" | "consents">[];
  readonly channels: readonly Bannable[];
  /** Said of no other channel, where these have no field of their own: then it is one. */
  readonly alone?: string;
}): JSX.Element {
  const { t } = useWords();
  const boxes = createMemo(() => {
    const { channels, alone } = props;
    const concerns = (one: Bannable) => channels.includes(one);
    return untickedOf(props.submissions).filter((box) =>
      alone === undefined ? box.channels.some(concerns) : box.channels.every(concerns),
    );
  });
  const lines = () => (
    <For each={boxes()}>
      {(box) => (
        <p class="flex items-start gap-1.5 pb-1 text-small text-text-quiet">
          <Icon of={CircleX} size={12} class="mt-0.5" />
          <span class="min-w-0 wrap-anywhere">{t("noContact.unticked", { text: box.label })}</span>
        </p>
      )}
    </For>
  );
  return (
    <Show when={boxes().length > 0}>
      <Show when={props.alone} fallback={lines()}>
        {(label) => (
          <FieldRow field="messenger" label={label()}>
            <Read>{lines()}</Read>
          </FieldRow>
        )}
      </Show>
    </Show>
  );
}
