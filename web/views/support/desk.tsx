import { createContext, type JSX, useContext } from "solid-js";
import type { SupportDesk } from "../../store/support.ts";
import { useApp, useWorkspace } from "../context.tsx";

const DeskContext = createContext<() => Promise<SupportDesk>>();

/** One desk for the banner over the frame and the settings' screen: what is decided on one shows on the other. Opened when first asked for. */
export function SupportProvider(props: { readonly children: JSX.Element }): JSX.Element {
  const app = useApp();
  const { slug } = useWorkspace();
  let opening: Promise<SupportDesk> | null = null;
  const open = () => {
    opening ??= app.openSupport(slug).catch((error: unknown) => {
      opening = null;
      throw error;
    });
    return opening;
  };
  return <DeskContext.Provider value={open}>{props.children}</DeskContext.Provider>;
}

export function useDesk(): () => Promise<SupportDesk> {
  const open = useContext(DeskContext);
  if (open === undefined) throw new Error("used outside of a workspace's frame");
  return open;
}
