/** What Meta answers when something is wrong, by kind, as documented. */
export const FAULTS = [
  "timeout",
  "http500",
  "html500",
  "throttled",
  "expired_token",
  "missing_permission",
  "not_found",
  "lead_access",
  "app_throttled",
  "refused",
] as const;
export type FaultKind = (typeof FAULTS)[number];

export interface GraphError {
  readonly message: string;
  readonly type: string;
  readonly code: number;
  readonly error_subcode?: number;
  readonly is_transient?: boolean;
}

const ERRORS: Readonly<Record<Exclude<FaultKind, "timeout" | "html500">, { readonly status: number; readonly error: GraphError }>> = {
  http500: {
    status: 500,
    error: {
      message: "An unexpected error has occurred. Please retry your request later.",
      type: "OAuthException",
      code: 2,
      is_transient: true,
    },
  },
  throttled: {
    status: 400,
    error: {
      message: "(#80005) There have been too many leadgen api calls from this Page.",
      type: "OAuthException",
      code: 80_005,
      error_subcode: 2_446_079,
    },
  },
  app_throttled: {
    status: 400,
    error: { message: "(#4) Application request limit reached", type: "OAuthException", code: 4, is_transient: true },
  },
  expired_token: {
    status: 401,
    error: { message: "Error validating access token: Session has expired.", type: "OAuthException", code: 190, error_subcode: 463 },
  },
  missing_permission: {
    status: 403,
    error: { message: "(#200) Requires leads_retrieval permission to manage the object", type: "OAuthException", code: 200 },
  },
  not_found: unknownObject("0"),
  refused: { status: 400, error: { message: "(#100) Invalid parameter", type: "OAuthException", code: 100 } },
  lead_access: {
    status: 403,
    error: { message: "CRM access has been revoked from Lead Access Manager", type: "OAuthException", code: 103 },
  },
};

export function unknownObject(id: string): { readonly status: number; readonly error: GraphError } {
  return {
    status: 400,
    error: {
      message: `Unsupported get request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation.`,
      type: "GraphMethodException",
      code: 100,
      error_subcode: 33,
    },
  };
}

/** Minutes of a throttle, in the header Meta says it in. */
const REGAIN_MINUTES = 3;

export function usageHeaders(page: string, throttled = false): Record<string, string> {
  const bucket = {
    type: "leadgen",
    call_count: throttled ? 100 : 1,
    total_cputime: 1,
    total_time: 1,
    estimated_time_to_regain_access: throttled ? REGAIN_MINUTES : 0,
  };
  return {
    "x-app-usage": JSON.stringify({ call_count: 1, total_cputime: 0, total_time: 1 }),
    "x-business-use-case-usage": JSON.stringify({ [page]: [bucket] }),
  };
}

export function errorAnswer(status: number, error: GraphError, headers: Record<string, string> = {}): Response {
  return Response.json({ error: { ...error, fbtrace_id: `A${Math.abs(error.code)}standin` } }, { status, headers });
}

/** The faulty answer; a timeout hangs as long as asked and then answers nothing useful. */
export async function faultAnswer(kind: FaultKind, page: string, timeoutMs: number): Promise<Response> {
  if (kind === "timeout") {
    await new Promise((resolve) => setTimeout(resolve, timeoutMs));
    return new Response("", { status: 504 });
  }
  if (kind === "html500")
    return new Response("<html><body>Sorry, something went wrong.</body></html>", {
      status: 500,
      headers: { "content-type": "text/html" },
    });
  const { status, error } = ERRORS[kind];
  return errorAnswer(status, error, usageHeaders(page, kind === "throttled"));
}
