import type { JSX } from "solid-js";
import * as v from "valibot";
import { leadFields } from "../../../../domain/edit.ts";
import { fits } from "../../../../domain/setup.ts";
import { InlineEditor } from "../../../ui/InlineEditor.tsx";
import { useWords } from "../../../words/index.ts";
import { useWorkspace } from "../../context.tsx";
import { readAmount, readNumber } from "../../lead/fields/amount.ts";
import type { Edits } from "../../lead/fields/edits.ts";
import { MAX_EMAIL, MAX_LINE, MAX_NAME, MAX_PHONE, MAX_TEXT } from "../../lead/fields/limits.ts";
import type { Change } from "./change.ts";
import { ownOf } from "./editors.ts";

const MOST: Readonly<Record<string, number>> = { name: MAX_NAME, phone: MAX_PHONE, email: MAX_EMAIL };

/** What cannot be right is said before it is sent. */
function isContact(column: string): column is "phone" | "email" {
  return column === "phone" || column === "email";
}

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
    const { column } = props;
    if (typed !== "" && props.number) return saveNumber(typed);
    if (typed !== "" && isContact(column) && !v.is(leadFields, { [column]: typed }))
      return props.edits.refuse(column, t(`fields.wrong.${column}`), typed);
    props.change.save(typed === "" ? null : typed, typed);
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
        kind={props.number ? "decimal" : props.column === "phone" ? "tel" : props.column === "email" ? "email" : "text"}
        maxLength={own() === undefined ? (MOST[props.column] ?? MAX_LINE) : MAX_TEXT}
        onSave={save}
        onCancel={() => props.edits.forget(props.column)}
        onEnd={(how) => props.onEnd(how === "left")}
      />
    </span>
  );
}
