import Check from "lucide-solid/icons/check";
import Copy from "lucide-solid/icons/copy";
import { createSignal, type JSX, onCleanup } from "solid-js";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";
import { useApp } from "../context.tsx";

const SAID_MS = 2_000;

/** The toast also tells screen readers that it worked. */
export function CopyButton(props: { readonly text: string; readonly label: string }): JSX.Element {
  const app = useApp();
  const { t } = useWords();
  const [copied, setCopied] = createSignal(false);
  let timer = 0;
  onCleanup(() => window.clearTimeout(timer));
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.text);
    } catch {
      app.toasts.show({ id: "copied", tone: "overdue", text: t("common.notCopied"), ms: 6_000 });
      return;
    }
    app.toasts.show({ id: "copied", text: t("common.copied"), ms: SAID_MS });
    setCopied(true);
    window.clearTimeout(timer);
    timer = window.setTimeout(() => setCopied(false), SAID_MS);
  };
  return (
    <Button variant="icon" size="small" label={props.label} onClick={() => void copy()}>
      <Icon of={copied() ? Check : Copy} size={14} class={copied() ? "text-live" : ""} />
    </Button>
  );
}
