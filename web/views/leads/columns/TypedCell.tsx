import type { JSX } from "solid-js";
import { fits } from "../../../../domain/setup.ts";
import { InlineEditor } from "../../../ui/InlineEditor.tsx";
import { useWords } from "../../../words/index.ts";
import { useWorkspace } from "../../context.tsx";
import { readAmount, readNumber } from "../../lead/fields/amount.ts";
import type { Edits } from "../../lead/fields/edits.ts";
import { MAX_LINE, MAX_TEXT } from "../../lead/fields/limits.ts";
import type { Change } from "./change.ts";
import { ownOf } from "./editors.ts";

/** A cell while it is typed in. What is wrong with it is said beneath, over the row below. */
export function TypedCell(props: {
  readonly label: string;
  readonly number: boolean;
  readonly column: string;
  readonly change: Change;
  readonly edits: Edits;
  readonly onEnd: (left: boolean) => void;
}): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const text = () => String(props.change.value() ?? "");
  const own = () => ownOf(props.column, workspace.directory.setup());
  const save = (typed: string): boolean => {
    if (typed === "") props.change.save(null);
    else if (!props.number) props.change.save(typed, typed);
    else return saveNumber(typed);
    return true;
  };
  const saveNumber = (typed: string): boolean => {
    const field = own();
    const found = field === undefined ? readAmount(typed) : readNumber(typed);
    if (found === null || (field !== undefined && !fits(field, found, undefined)))
      return props.edits.refuse(props.column, t(field === undefined ? "fields.wrong.whole" : "fields.wrong.number"), typed);
    if (found !== props.change.value()) props.change.save(found, typed);
    return true;
  };
  return (
    <span
      data-editing
      class="relative block min-w-0 [&_[role=alert]]:absolute [&_[role=alert]]:top-full [&_[role=alert]]:z-2 [&_[role=alert]]:w-max [&_[role=alert]]:max-w-60 [&_[role=alert]]:rounded [&_[role=alert]]:bg-float [&_[role=alert]]:px-2 [&_[role=alert]]:shadow-float"
    >
      <InlineEditor
        label={props.label}
        value={text()}
        draft={props.edits.draft(props.column)}
        error={props.edits.error(props.column)}
        kind={props.number ? "decimal" : "text"}
        maxLength={own() === undefined ? MAX_LINE : MAX_TEXT}
        onSave={save}
        onCancel={() => props.edits.forget(props.column)}
        onEnd={(how) => props.onEnd(how === "left")}
      />
    </span>
  );
}
