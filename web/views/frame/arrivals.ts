import { createEffect, on, onCleanup } from "solid-js";
import { badgeTitle, type Spoken } from "../../store/announce.ts";
import type { Workspace } from "../../store/workspace.ts";
import { announce } from "../../ui/Announcer.tsx";
import type { Words } from "../../words/index.ts";
import { calledWords } from "../called.ts";

/** New leads on the page's title, and everything that came or went for who listens instead of looking. */
export function announceArrivals(workspace: Workspace, words: Words): void {
  const { t } = words;
  createEffect(() => {
    const place = workspace.directory.workspace()?.name;
    const page = place === undefined ? t("leads.title") : `${t("leads.title")} · ${place}`;
    document.title = badgeTitle(t("app.title", { page }), workspace.announcer.unseen());
  });
  onCleanup(() => (document.title = t("app.name")));
  createEffect(
    on(
      workspace.announcer.spoken,
      (spoken) => {
        if (spoken.length > 0) announce(spoken.map((one) => sentence(one, workspace, words)).join(". "));
      },
      { defer: true },
    ),
  );
}

function sentence(spoken: Spoken, { directory }: Pick<Workspace, "directory">, { t }: Words): string {
  switch (spoken.code) {
    case "arrived":
      return t("leads.arrived", { name: calledWords(t, spoken.lead) });
    case "arrived_many":
      return t("leads.newAbove", { n: spoken.count });
    case "again":
      return t("leads.sentAgain", { name: calledWords(t, spoken.lead) });
    case "again_many":
      return t("leads.sentAgainMany", { n: spoken.count });
    case "left":
      return t("assign.moved", {
        lead: calledWords(t, spoken.lead),
        name: directory.member(spoken.to)?.name ?? t("assign.unassigned"),
      });
    case "left_many":
      return t("leads.leftMany", { n: spoken.count });
  }
}
