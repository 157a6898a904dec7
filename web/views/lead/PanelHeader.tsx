import ArrowLeft from "lucide-solid/icons/arrow-left";
import ChevronDown from "lucide-solid/icons/chevron-down";
import ChevronUp from "lucide-solid/icons/chevron-up";
import X from "lucide-solid/icons/x";
import { type JSX, Show } from "solid-js";
import type { LeadRow } from "../../../domain/lead.ts";
import { isDummy } from "../../../domain/testlead.ts";
import { AvatarStack } from "../../ui/AvatarStack.tsx";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import { PanelMenu } from "./fields/PanelMenu.tsx";
import { Name } from "./fields/Name.tsx";
import type { Opened } from "./open.ts";

/** Who it is, who else is looking, and the way to the leads around it. */
export function PanelHeader(props: {
  readonly row: LeadRow | undefined;
  /** The room still tells who is at the lead before. */
  readonly behind: boolean;
  readonly opened: Opened;
  readonly onClose: () => void;
  readonly onMove: (step: 1 | -1) => void;
  readonly canMove: (step: 1 | -1) => boolean;
}): JSX.Element {
  const { t } = useWords();
  return (
    <>
      <Button variant="icon" label={t("common.back")} class="-ms-2 lg:hidden" onClick={() => props.onClose()}>
        <Icon of={ArrowLeft} size={20} class="rtl:-scale-x-100" />
      </Button>
      <div class="flex min-w-0 flex-1 items-center gap-2">
        <Show when={props.row}>
          {(row) => (
            <>
              <Show when={row().id} keyed>
                {(_) => <Name row={row()} />}
              </Show>
              <Show when={row().isTest && !isDummy(row().name)}>
                <span class="shrink-0 rounded-full border border-line px-1.5 text-caption text-text-quiet" data-tip={t("source.test")}>
                  {t("leads.isTest")}
                </span>
              </Show>
            </>
          )}
        </Show>
      </div>
      <Show when={props.row && !props.behind}>
        <Others />
      </Show>
      <div class="-me-1.5 flex items-center gap-0.5 touch:gap-3">
        <Show when={props.row}>{(row) => <PanelMenu row={row()} opened={props.opened} />}</Show>
        <Button variant="icon" label={t("common.previousLead")} keys="k" disabled={!props.canMove(-1)} onClick={() => props.onMove(-1)}>
          <Icon of={ChevronUp} />
        </Button>
        <Button variant="icon" label={t("common.nextLead")} keys="j" disabled={!props.canMove(1)} onClick={() => props.onMove(1)}>
          <Icon of={ChevronDown} />
        </Button>
        <Button variant="icon" label={t("lead.close")} keys="esc" class="max-lg:hidden" onClick={() => props.onClose()}>
          <Icon of={X} />
        </Button>
      </div>
    </>
  );
}

/** The way out, while there are no words yet to say who it is. */
export function BareHeader(props: { readonly onClose: () => void }): JSX.Element {
  const { t } = useWords();
  return (
    <>
      <Button variant="icon" label={t("common.back")} class="-ms-2 lg:hidden" onClick={() => props.onClose()}>
        <Icon of={ArrowLeft} size={20} class="rtl:-scale-x-100" />
      </Button>
      <span class="flex-1" />
      <Button variant="icon" label={t("common.close")} keys="esc" class="-me-1.5 max-lg:hidden" onClick={() => props.onClose()}>
        <Icon of={X} />
      </Button>
    </>
  );
}

/** Faces of the others who have the same lead open right now. */
function Others(): JSX.Element {
  const words = useWords();
  const workspace = useWorkspace();
  const people = () =>
    workspace.here.people().map(({ id }) => ({ id, name: workspace.directory.member(id)?.name ?? words.t("timeline.somebody") }));
  const names = () => words.format().list(people().map(({ name }) => name));
  return (
    <Show when={people().length > 0}>
      <AvatarStack
        people={people()}
        label={words.t("lead.hereNames", { names: names() })}
        max={3}
        rest={(count) => `+${words.format().number(count)}`}
      />
    </Show>
  );
}
