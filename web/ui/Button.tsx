import { cva, type VariantProps } from "class-variance-authority";
import { type JSX, Show, splitProps } from "solid-js";
import { ariaKeys } from "./keys.ts";
import { Spinner } from "./Spinner.tsx";

const look = cva(
  "touch-target relative inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded font-medium transition-colors disabled:opacity-50 aria-disabled:opacity-60",
  {
    variants: {
      variant: {
        primary: "bg-accent-fill text-on-fill hover:bg-accent-fill-hover active:bg-accent-fill-hover",
        quiet: "border border-line bg-float hover:bg-hover active:bg-pressed aria-expanded:bg-pressed",
        ghost: "hover:bg-pressed/60 active:bg-pressed aria-expanded:bg-pressed",
        danger: "bg-overdue-fill text-on-fill hover:bg-overdue-fill-hover active:bg-overdue-fill-hover",
        icon: "text-text-quiet hover:bg-pressed/60 hover:text-text active:bg-pressed aria-expanded:bg-pressed aria-expanded:text-text",
      },
      size: { small: "h-7 text-small", medium: "h-8 text-body", large: "h-10 text-body" },
    },
    compoundVariants: [
      { variant: ["primary", "quiet", "ghost", "danger"], size: "small", class: "px-2" },
      { variant: ["primary", "quiet", "ghost", "danger"], size: "medium", class: "px-3" },
      { variant: ["primary", "quiet", "ghost", "danger"], size: "large", class: "px-4" },
      { variant: "icon", size: "small", class: "w-7" },
      { variant: "icon", size: "medium", class: "w-8" },
      { variant: "icon", size: "large", class: "w-10" },
    ],
    defaultVariants: { variant: "quiet", size: "medium" },
  },
);

type Look = VariantProps<typeof look>;

export type ButtonProps = Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, "onClick"> & {
  readonly variant?: NonNullable<Look["variant"]>;
  readonly size?: NonNullable<Look["size"]>;
  /** Keeps its place and its name, and answers no second press. */
  readonly busy?: boolean;
  /** The button's name; an icon button has no other words. Shown as its tooltip too. */
  readonly label?: string;
  /** The key that does the same, such as `"mod+k"`. */
  readonly keys?: string;
  readonly onClick?: (event: MouseEvent & { currentTarget: HTMLButtonElement }) => void;
};

export function Button(props: ButtonProps): JSX.Element {
  const [own, rest] = splitProps(props, ["variant", "size", "busy", "label", "keys", "onClick", "class", "children", "type"]);
  return (
    <button
      {...rest}
      type={own.type ?? "button"}
      class={look({ variant: own.variant, size: own.size, class: own.class })}
      aria-label={own.label}
      aria-busy={own.busy || undefined}
      aria-disabled={own.busy || undefined}
      aria-keyshortcuts={own.keys === undefined ? undefined : ariaKeys(own.keys)}
      data-tip={own.label}
      data-tip-keys={own.keys}
      onClick={(event) => {
        if (own.busy) event.preventDefault();
        else own.onClick?.(event);
      }}
    >
      <span class="inline-flex items-center gap-1.5" classList={{ "opacity-0": own.busy ?? false }}>
        {own.children}
      </span>
      <Show when={own.busy}>
        <Spinner class="absolute" />
      </Show>
    </button>
  );
}
