/**
 * What every answer tells the browser, from one source: the Worker sends it, and the app's files, which no Worker serves, carry it in
 * their own headers file. Names are those of hono's secure-headers.
 */

const NOTHING_ELSE = { baseUri: ["'none'"], formAction: ["'none'"], frameAncestors: ["'none'"] };

/** Answers that are no page: whatever a browser makes of one, it loads nothing. */
export const ANSWER_POLICY = { defaultSrc: ["'none'"], ...NOTHING_ELSE };

/** The app's page: everything from our own origin, nothing inline, nobody frames it. The demo's page asks whether its doors' hosts exist. */
export function appPolicy(demo: boolean) {
  return {
    ...ANSWER_POLICY,
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    fontSrc: ["'self'"],
    imgSrc: ["'self'", "data:"],
    connectSrc: ["'self'", ...(demo ? ["http://*.localhost:*"] : [])],
    manifestSrc: ["'self'"],
    workerSrc: ["'self'"],
    formAction: ["'self'"],
  };
}

/** A page without script, whose one style is known by its hash. */
export function plainPolicy(styleHash: string) {
  return { ...ANSWER_POLICY, styleSrc: [`'sha256-${styleHash}'`], imgSrc: ["'self'"] };
}

/** What we use is allowed to ourselves, by name; all the rest to nobody. */
export const PERMISSIONS = {
  clipboardWrite: ["self"],
  publickeyCredentialsCreate: ["self"],
  publickeyCredentialsGet: ["self"],
  accelerometer: [],
  autoplay: [],
  camera: [],
  displayCapture: [],
  fullscreen: [],
  geolocation: [],
  gyroscope: [],
  hid: [],
  idleDetection: [],
  magnetometer: [],
  microphone: [],
  midi: [],
  payment: [],
  pictureInPicture: [],
  screenWakeLock: [],
  serial: [],
  usb: [],
  xrSpatialTracking: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

const TWO_YEARS_S = 63_072_000;

/** Beside the two policies, on everything. */
export const FIXED = {
  strictTransportSecurity: `max-age=${TWO_YEARS_S}; includeSubDomains`,
  xContentTypeOptions: "nosniff",
  xFrameOptions: "DENY",
  referrerPolicy: "same-origin",
  crossOriginOpenerPolicy: "same-origin",
  crossOriginResourcePolicy: "same-origin",
  xPermittedCrossDomainPolicies: "none",
} as const;

/** `strictTransportSecurity` as it stands in an answer. */
function headerName(name: string): string {
  return name.replace(/^[a-z]/, (letter) => letter.toUpperCase()).replace(/(?!^)[A-Z]/g, (letter) => `-${letter}`);
}

/** `scriptSrc` as it stands in a policy. */
function policyName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** All of it in the words of HTTP, for files. */
export function headersOf(policy: Readonly<Record<string, readonly string[]>>): Readonly<Record<string, string>> {
  return {
    "Content-Security-Policy": Object.entries(policy)
      .map(([name, sources]) => `${policyName(name)} ${sources.join(" ")}`)
      .join("; "),
    "Permissions-Policy": Object.entries(PERMISSIONS)
      .map(([name, sources]) => `${policyName(name)}=(${sources.join(" ")})`)
      .join(", "),
    ...Object.fromEntries(Object.entries(FIXED).map(([name, value]) => [headerName(name), value])),
  };
}
