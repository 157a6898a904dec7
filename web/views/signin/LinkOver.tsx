import { A } from "@solidjs/router";
import type { JSX } from "solid-js";
import { useWords } from "../../words/index.ts";
import { Alone } from "./Alone.tsx";

/** A link that opens nothing: used, too old, withdrawn, cut short, or read already by this page before it was loaded anew. */
export function LinkOver(props: { readonly hint: string; readonly href: string; readonly act: string }): JSX.Element {
  const { t } = useWords();
  return (
    <Alone title={t("error.link_over.title")}>
      <p role="status" class="mt-1 text-text-quiet">
        {props.hint}
      </p>
      <div class="mt-6">
        <A href={props.href} class={LINK_BUTTON}>
          {props.act}
        </A>
      </div>
    </Alone>
  );
}

/** A link that is the page's one act, as wide as its fields. */
export const LINK_BUTTON =
  "inline-flex h-10 w-full items-center justify-center rounded bg-accent-fill px-4 font-medium text-on-fill transition-colors hover:bg-accent-fill-hover touch:h-11";
