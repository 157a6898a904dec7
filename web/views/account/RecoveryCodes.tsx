import Copy from "lucide-solid/icons/copy";
import Download from "lucide-solid/icons/download";
import Printer from "lucide-solid/icons/printer";
import { For, type JSX, onMount } from "solid-js";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";
import { useApp } from "../context.tsx";
import { useAccount } from "./context.tsx";

const FILE = "leadoxe-recovery-codes.txt";

/** Shown once: whoever loses the app comes in with one of these. */
export function RecoveryCodes(props: { readonly codes: readonly string[]; readonly onKept: () => void }): JSX.Element {
  const app = useApp();
  const { t } = useWords();
  const { account } = useAccount();
  let title!: HTMLHeadingElement;
  // What the code was typed into is gone: the next thing to read has the focus.
  onMount(() => title.focus());
  const heading = () => t("account.codesFor", { email: account().person.email });
  const text = () => [heading(), "", ...props.codes, ""].join("\r\n");

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text());
      app.toasts.show({ id: "copied", text: t("common.copied") });
    } catch {
      app.toasts.show({ id: "copied", tone: "overdue", text: t("common.notCopied"), ms: 6_000 });
    }
  }
  function download(): void {
    const url = URL.createObjectURL(new Blob([text()], { type: "text/plain" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = FILE;
    link.click();
    URL.revokeObjectURL(url);
  }
  return (
    <div class="flex flex-col gap-4">
      <div>
        <h3 ref={title} tabindex="-1" class="font-semibold outline-none">
          {t("account.codesTitle")}
        </h3>
        <p class="text-text-quiet">{t("account.codesHint")}</p>
      </div>
      <div class="rounded bg-sunken p-4 print:visible print:fixed print:inset-0 print:bg-transparent print:p-8">
        <p class="mb-4 hidden print:block">{heading()}</p>
        <ul dir="ltr" class="grid grid-cols-2 gap-x-6 gap-y-1 font-mono select-all sm:grid-cols-3">
          <For each={props.codes}>{(code) => <li>{code}</li>}</For>
        </ul>
      </div>
      <div class="flex flex-wrap gap-2">
        <Button class="touch:h-11" onClick={() => void copy()}>
          <Icon of={Copy} size={14} />
          {t("common.copy")}
        </Button>
        <Button class="touch:h-11" onClick={download}>
          <Icon of={Download} size={14} />
          {t("account.download")}
        </Button>
        <Button class="touch:h-11" onClick={() => window.print()}>
          <Icon of={Printer} size={14} />
          {t("account.print")}
        </Button>
      </div>
      <div>
        <Button variant="primary" class="touch:h-11" onClick={() => props.onKept()}>
          {t("account.kept")}
        </Button>
      </div>
    </div>
  );
}
