import { For, type JSX } from "solid-js";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { useWords } from "../../words/index.ts";

const STEPS = ["share", "add", "open"] as const;

/** How somebody puts the app on their home screen where the browser does not ask. */
export function InstallDialog(props: { readonly open: boolean; readonly onOpenChange: (open: boolean) => void }): JSX.Element {
  const { t } = useWords();
  return (
    <Dialog
      open={props.open}
      onOpenChange={(open) => props.onOpenChange(open)}
      title={t("offline.install")}
      description={t("offline.installHint")}
      footer={
        <Button class="touch:h-11" onClick={() => props.onOpenChange(false)}>
          {t("offline.installDone")}
        </Button>
      }
    >
      <ol class="flex list-decimal flex-col gap-2 ps-5">
        <For each={STEPS}>{(step) => <li>{t(`offline.installSteps.${step}`)}</li>}</For>
      </ol>
    </Dialog>
  );
}
