import { useNavigate } from "@solidjs/router";
import { useWords } from "../../words/index.ts";
import { useApp } from "../context.tsx";
import { failureWords } from "../failure.ts";
import { useConsole } from "./context.tsx";

/** Locks the console, which only its own proof opens again. */
export function useLeaveConsole(): () => void {
  const { t } = useWords();
  const app = useApp();
  const console = useConsole();
  const navigate = useNavigate();
  const leave = async () => {
    const failure = await console.leave();
    if (failure !== null) return app.toasts.show({ id: "leave", tone: "overdue", text: failureWords(t, failure.code) });
    app.toasts.show({ id: "leave", text: t("gate.left") });
    navigate("/");
  };
  return () => void leave();
}
