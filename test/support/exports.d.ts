/** What `exports` of "cloudflare:workers" holds while the Worker's own suites run. */
declare namespace Cloudflare {
  interface GlobalProps {
    mainModule: typeof import("../../worker/index.ts");
  }
}
