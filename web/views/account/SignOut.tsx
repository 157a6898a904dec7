import { createSignal, type JSX, Show } from "solid-js";
import { Button } from "../../ui/Button.tsx";
import { lazyPart } from "../../ui/part.tsx";
import { useWords } from "../../words/index.ts";
import { useApp } from "../context.tsx";
import { failureWords } from "../failure.ts";
import { WithWords } from "../WithWords.tsx";

const LeaveDialog = lazyPart(async () => (await import("../offline/LeaveDialog.tsx")).LeaveDialog);

/** The way out where no workspace is open. What still waits to be sent goes with it (OF1), and whoever goes is asked first. */
export function SignOut(): JSX.Element {
  const app = useApp();
  const { t } = useWords();
  const [waiting, setWaiting] = createSignal(0);
  const [asking, setAsking] = createSignal(false);
  const leave = async () => {
    const failure = await app.session.signOut();
    if (failure !== null) app.toasts.show({ id: "sign-out", tone: "overdue", text: failureWords(t, failure.code) });
  };
  const ask = async () => {
    // Where the device cannot be read there is nothing that could still be sent from it.
    const n = await app.keptWaiting().catch(() => 0);
    if (n === 0) return leave();
    setWaiting(n);
    setAsking(true);
  };
  return (
    <>
      <Button variant="ghost" onClick={() => void ask()}>
        {t("nav.signOut")}
      </Button>
      <Show when={waiting() > 0}>
        <WithWords part="offline">
          <LeaveDialog n={waiting()} open={asking()} onOpenChange={setAsking} onLeave={() => void leave()} />
        </WithWords>
      </Show>
    </>
  );
}
