let made: Promise<ServiceWorkerRegistration | null> | null = null;

/** The service worker of a built app; null where there is none: in development, in browsers that have none or allow none. */
export function registration(): Promise<ServiceWorkerRegistration | null> {
  made ??=
    import.meta.env.PROD && "serviceWorker" in navigator
      ? navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" }).catch(() => null)
      : Promise.resolve(null);
  return made;
}
