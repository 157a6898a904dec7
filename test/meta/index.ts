import type { MetaState } from "./state.ts";

export { MetaState } from "./state.ts";

export interface MetaEnv {
  readonly META: DurableObjectNamespace<MetaState>;
  readonly APP_ID: string;
  readonly APP_SECRET: string;
  readonly TARGET_URL: string;
  readonly GRAPH_VERSION: string;
}

/** One Meta: Graph under `/vNN.N/`, what tests and the demo ask of it under `/_/`. */
export default {
  fetch: (request, env) => env.META.getByName("meta").fetch(request),
} satisfies ExportedHandler<MetaEnv>;
