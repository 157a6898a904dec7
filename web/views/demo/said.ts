import type { Act, Demo } from "../../store/demo.ts";
import type { Words } from "../../words/index.ts";
import { failureWords } from "../failure.ts";

export interface Said {
  readonly done: boolean;
  readonly text: string;
}

/** What came of a button, in one sentence. */
export function said(
  act: Act,
  acted: Awaited<ReturnType<Demo["act"]>>,
  { t, format }: Words,
  seen: (lead: string) => { readonly name: string; readonly ms: number } | undefined = () => undefined,
): Said {
  if (!("act" in acted)) {
    const text =
      act === "move" && acted.code === "not_found" ? t("demo.moveNone") : t("demo.notDone", { reason: failureWords(t, acted.code) });
    return { done: false, text };
  }
  switch (acted.act) {
    case "rain": {
      const [time, first] = [format().time(acted.sentAt), seen(acted.lead)];
      if (first === undefined) return { done: true, text: t("demo.rained", { time }) };
      return { done: true, text: t("demo.rainedSeen", { time, name: first.name, after: format().duration(first.ms) }) };
    }
    case "twice":
      return { done: true, text: t("demo.sentTwice", { time: format().time(acted.sentAt) }) };
    case "move":
      return { done: true, text: t("demo.moved", { lead: acted.name || t("leads.noName"), from: acted.from, to: acted.to }) };
    case "fail":
      return { done: true, text: t("demo.failing") };
    case "mend":
      return { done: true, text: t("demo.mended") };
    case "stop":
    case "go":
      return { done: true, text: t(acted.stopped ? "demo.auto.off" : "demo.auto.on") };
  }
}
