/** Chromium (150) takes an import that failed once for failed until the page is loaded anew: without a connection none is tried that no service worker answers. */
export function reach<T>(load: () => Promise<T>): Promise<T> {
  const answered = navigator.onLine || navigator.serviceWorker?.controller != null;
  return answered ? load() : Promise.reject(new Error("no connection"));
}
