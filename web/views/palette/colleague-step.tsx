import { useNavigate } from "@solidjs/router";
import { Avatar } from "../../ui/Avatar.tsx";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import type { Entry, Step } from "./steps.ts";

/** Whose leads are looked at. */
export function useColleagueStep(): () => Step {
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const { t } = useWords();
  const { directory } = workspace;
  return () => ({
    key: "go.of",
    title: t("palette.go.of"),
    entries: () =>
      directory
        .members()
        .filter(({ id, status }) => id !== directory.me()?.id && status !== "removed")
        .toSorted((a, b) => a.name.localeCompare(b.name))
        .map(({ id, name, away }): Entry => {
          const href = `/w/${workspace.slug}/leads?owner=${encodeURIComponent(id)}`;
          return {
            key: `go.of.${id}`,
            label: name,
            sign: () => <Avatar id={id} name={name} away={away} />,
            href,
            run: () => navigate(href),
          };
        }),
  });
}
