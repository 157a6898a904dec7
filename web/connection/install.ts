import { type Accessor, createSignal } from "solid-js";

/** A browser's own question whether the app is to be installed; no library of types knows it. */
interface InstallQuestion extends Event {
  prompt(): Promise<unknown>;
}

export interface Install {
  /** `ask`: the browser would ask now. `by_hand`: only the person can, by the browser's menu. Null: it is installed, or cannot be. */
  readonly way: Accessor<"ask" | "by_hand" | null>;
  ask(): Promise<void>;
}

/** Browsers offer it once, soon after the page is there: whoever does not listen by then never hears of it. */
export function watchInstall(): Install {
  const [question, setQuestion] = createSignal<InstallQuestion>();
  const standalone = matchMedia("(display-mode: standalone)").matches;
  // Safari on a telephone or tablet asks nobody; on the tablet it calls itself a computer's, which have no touch screen.
  const apple = /iPhone|iPad|iPod/.test(navigator.userAgent) || (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);
  const byHand = apple && !standalone;
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    setQuestion(event as InstallQuestion);
  });
  addEventListener("appinstalled", () => setQuestion());
  return {
    way: () => (question() === undefined ? (byHand ? "by_hand" : null) : "ask"),
    ask: async () => {
      await question()?.prompt();
      // It can be asked once.
      setQuestion();
    },
  };
}
