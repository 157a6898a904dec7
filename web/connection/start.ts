import { decidedAnswer, settingsAnswer } from "../../domain/people.ts";
import { samplesAnswer, startAnswer } from "../../domain/start.ts";
import type { Call } from "./call.ts";

/** How far a new workspace has come, and its demo leads; loaded with the screens that show it. */
export function createStartApi(call: Call, slug: string) {
  const at = (rest: string) => `/api/w/${encodeURIComponent(slug)}/${rest}`;
  return {
    read: () => call(startAnswer, "GET", at("start")),
    addSamples: (language: "en" | "ar") => call(samplesAnswer, "POST", at("samples"), { language }),
    removeSamples: (asLoaded = false) => call(samplesAnswer, "POST", at("samples/remove"), { asLoaded }),
    /** What is left is shown to nobody any more. */
    putAway: async () => {
      const { version, name, settings } = await call(settingsAnswer, "GET", at("settings"));
      if (settings.begun) return;
      await call(decidedAnswer, "PUT", at("settings"), { version, name, settings: { ...settings, begun: true } });
    },
  };
}
export type StartApi = ReturnType<typeof createStartApi>;
