import { type JSX, Show } from "solid-js";
import type { FollowUp } from "../../../domain/followup.ts";
import type { LeadRow } from "../../../domain/lead.ts";
import type { Plan } from "../../store/floor/followups.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { useWords } from "../../words/index.ts";
import { calledWords } from "../called.ts";
import { FollowUpForm } from "../lead/followups/FollowUpForm.tsx";

/** Another time for a follow-up, and everything else about it. */
export function ChangeDialog(props: {
  readonly row: LeadRow;
  readonly of: FollowUp;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onSave: (plan: Plan) => void;
}): JSX.Element {
  const { t } = useWords();
  return (
    <Dialog
      open={props.open}
      onOpenChange={(open) => props.onOpenChange(open)}
      title={t("followUps.form.change")}
      description={calledWords(t, props.row)}
    >
      {/* Another one has a form of its own: nothing half chosen goes over to it. */}
      <Show when={props.of.id} keyed>
        {(_id) => (
          <FollowUpForm
            row={props.row}
            of={props.of}
            onEnd={() => props.onOpenChange(false)}
            onSave={(plan) => {
              props.onOpenChange(false);
              props.onSave(plan);
            }}
          />
        )}
      </Show>
    </Dialog>
  );
}
