import type { JSX } from "solid-js";
import { useWords } from "../../words/index.ts";
import { useApp } from "../context.tsx";
import { useConsole } from "./context.tsx";
import { ReasonDialog } from "./ReasonDialog.tsx";

/** Somebody lost their second factor: how support knows that it is them goes to every owner. */
export function RecoverDialog(props: {
  readonly name: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}): JSX.Element {
  const { t, format } = useWords();
  const app = useApp();
  const { finder } = useConsole();

  async function send(reason: string) {
    const told = await finder.recover(reason);
    if ("code" in told) return told.code;
    app.toasts.show({ id: "recover", tone: "live", text: t("finder.lostDone", { time: format().exact(told.startsAt) }) });
    return null;
  }

  return (
    <ReasonDialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      title={`${t("finder.lostAct")}: ${props.name}`}
      description={t("finder.lostHint")}
      act={t("finder.lostAct")}
      label={t("finder.lostReason")}
      hint={t("ask.reasonHint")}
      send={send}
    />
  );
}
