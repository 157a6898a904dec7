import { type JSX, Show } from "solid-js";
import { Dialog } from "../../ui/Dialog.tsx";
import { useWords } from "../../words/index.ts";
import { ProofForm } from "../signin/ProofForm.tsx";
import { AskPassword } from "./AskPassword.tsx";
import { useAccount } from "./context.tsx";
import { hasFactor } from "./need.ts";

/** What waits for a younger proof goes on by itself once it is given. */
export function ConfirmDialog(props: { readonly open: boolean }): JSX.Element {
  const { t } = useWords();
  const { own, account } = useAccount();
  const factor = () => hasFactor(account());
  return (
    <Dialog
      open={props.open}
      onOpenChange={(open) => {
        if (!open) own.stopConfirming();
      }}
      title={t("error.step_up_needed.title")}
      description={t(factor() ? "error.step_up_needed.hint" : "proof.byPassword")}
    >
      <Show when={props.open}>
        <div class="pb-2">
          <Show
            when={factor()}
            fallback={<AskPassword act={t("proof.act")} work={own.proofs.password} onCancel={() => own.stopConfirming()} />}
          >
            <ProofForm
              proofs={own.proofs}
              app={account().totp}
              passkey={own.canPasskey && account().passkeys.length > 0}
              act={t("proof.act")}
            />
          </Show>
        </div>
      </Show>
    </Dialog>
  );
}
