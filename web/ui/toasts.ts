import { type Accessor, createSignal } from "solid-js";

export interface Toast {
  readonly id: string;
  readonly text: string;
  readonly tone?: "plain" | "live" | "overdue";
  /** At most three, the most likely one last. Each ends the toast. */
  readonly actions?: readonly { readonly label: string; readonly run: () => void }[];
  /** How long it stays; errors stay until dismissed (0). */
  readonly ms?: number;
}

export interface Toasts {
  readonly list: Accessor<readonly Toast[]>;
  /** A toast with a known id replaces the older one in its place. */
  show(toast: Toast): void;
  dismiss(id: string): void;
}

const MOST = 3;

export function createToasts(): Toasts {
  const [list, setList] = createSignal<readonly Toast[]>([]);
  return {
    list,
    show: (toast) =>
      setList((all) =>
        all.some((old) => old.id === toast.id) ? all.map((old) => (old.id === toast.id ? toast : old)) : [...all, toast].slice(-MOST),
      ),
    dismiss: (id) => setList((all) => (all.some((toast) => toast.id === id) ? all.filter((toast) => toast.id !== id) : all)),
  };
}
