import CircleAlert from "lucide-solid/icons/circle-alert";
import { createContext, createUniqueId, type JSX, Show, useContext } from "solid-js";
import { Icon } from "./Icon.tsx";

interface FieldLinks {
  readonly id: string;
  describedBy(): string | undefined;
  invalid(): boolean;
}

const Context = createContext<FieldLinks>();

/** What an input inside a `Field` needs to be tied to its label, hint and error. */
export function useField(): FieldLinks | undefined {
  return useContext(Context);
}

export function Field(props: {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly children: JSX.Element;
}): JSX.Element {
  const id = createUniqueId();
  const said = () => props.error !== undefined || props.hint !== undefined;
  return (
    <Context.Provider value={{ id, describedBy: () => (said() ? `${id}-said` : undefined), invalid: () => props.error !== undefined }}>
      <div class="flex flex-col gap-1">
        <label for={id} class="font-medium text-text">
          {props.label}
        </label>
        {props.children}
        <div id={`${id}-said`} aria-live="polite" class="text-small">
          <Show when={props.error} fallback={<span class="text-text-quiet">{props.hint}</span>}>
            <span class="flex items-start gap-1 text-overdue-text">
              <Icon of={CircleAlert} size={12} class="mt-0.5" />
              {props.error}
            </span>
          </Show>
        </div>
      </div>
    </Context.Provider>
  );
}
