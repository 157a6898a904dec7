import type { JSX } from "solid-js";
import type { ProjectStatus } from "../../../domain/project.ts";
import { useWords } from "../../words/index.ts";

const DOT = { active: "bg-live", paused: "border-[1.5px] border-waiting", closed: "bg-line-strong" } as const;

/** Whether a project is being sold: its sign and its word; `bare`: where the word stands beside it. */
export function StatusMark(props: { readonly status: ProjectStatus; readonly bare?: boolean }): JSX.Element {
  const { t } = useWords();
  return (
    <span class="inline-flex items-center gap-1.5 whitespace-nowrap text-small">
      <span aria-hidden="true" class={`size-2 shrink-0 rounded-full ${DOT[props.status]}`} />
      {props.bare === true ? null : t(`projects.state.${props.status}`)}
    </span>
  );
}
