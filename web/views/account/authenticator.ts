/** What an authenticator app is told, of an `otpauth://` address. */
export function secretOf(address: string): string | null {
  if (!address.startsWith("otpauth://") || !URL.canParse(address)) return null;
  return new URL(address).searchParams.get("secret");
}

/** In fours, as it is read out and typed. */
export function inFours(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, "$1 ");
}
