/**
 * Every refusal is one of these codes; the words a person reads are in `web/words`, by code.
 * The status is decided here and nowhere else.
 */
export const ERROR_STATUS = {
  bad_password: 401,
  bad_signature: 401,
  not_signed_in: 401,
  wrong_code: 401,
  not_allowed: 403,
  /** The role asks for a second factor and this session has not proven one. */
  second_factor_needed: 403,
  /** A second factor has to be proven again, now. */
  step_up_needed: 403,
  workspace_suspended: 403,
  not_found: 404,
  conflict: 409,
  last_owner: 409,
  /** Somebody has this person already. */
  known_person: 409,
  /** They asked not to be reached this way. */
  no_contact: 409,
  /** A link that is expired, used, withdrawn or none of ours: all the same. */
  link_over: 410,
  too_large: 413,
  invalid_input: 422,
  weak_password: 422,
  stale_client: 426,
  too_many: 429,
  internal: 500,
  unavailable: 503,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof ERROR_STATUS;

/** Why this installation cannot serve, in words of ours without any value: these may be logged whole. */
export class Unfit extends Error {
  override readonly name = "Unfit";
}

/** A refusal on its way to the one place that turns it into an answer. `detail` is shown to the client, never a secret or an answer. */
export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly detail: Readonly<Record<string, unknown>> | undefined;

  constructor(code: ErrorCode, detail?: Readonly<Record<string, unknown>>) {
    super(code);
    this.name = "Refusal";
    this.code = code;
    this.detail = detail;
  }
}
