let made: Promise<ServiceWorkerRegistration | null> | null = null;

/** The service worker of a built app; null where there is none: in development, in browsers that have none or allow none. One refused is asked for again. */
export function registration(): Promise<ServiceWorkerRegistration | null> {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return Promise.resolve(null);
  made ??= navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" }).catch(() => (made = null));
  return made;
}
