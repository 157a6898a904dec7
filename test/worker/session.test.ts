import { makeSignature } from "better-auth/crypto";
import { describe, expect, it } from "vitest";
import { cookieName, readSessionToken, sessionCookie } from "../../worker/identity/session.ts";

const SECRET = "a-secret-of-the-tests-a-secret-of-the-tests";
const TOKEN = "Zk3token0of0a0session0that0stands";
const LOCAL = "http://agent.localhost:8787/api/session";
const LIVE = "https://crm.example.com/api/session";

async function cookieFor(url: string, token = TOKEN, secret = SECRET): Promise<string> {
  return (await sessionCookie(new URL(url), token, secret)).split(";")[0] ?? "";
}

function read(url: string, cookie: string | null): Promise<string | null> {
  return readSessionToken(new Request(url, cookie === null ? {} : { headers: { cookie } }), SECRET);
}

describe("the session cookie", () => {
  it("is __Host- with Secure on https, and plain on the machine itself, where Safari refuses Secure cookies", async () => {
    expect(cookieName(new URL(LIVE))).toBe("__Host-leadoxe");
    expect(cookieName(new URL("http://localhost:8787"))).toBe("leadoxe");
    expect(cookieName(new URL("http://owner.localhost:8787"))).toBe("leadoxe");
    expect(cookieName(new URL("http://crm.example.com"))).toBe("__Host-leadoxe");
    expect(cookieName(new URL("http://evillocalhost"))).toBe("__Host-leadoxe");
    expect(await sessionCookie(new URL(LIVE), TOKEN, SECRET)).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect(await sessionCookie(new URL(LOCAL), TOKEN, SECRET)).not.toMatch(/Secure|Domain/);
  });

  it("gives its token back, on either scheme and among other cookies", async () => {
    expect(await read(LOCAL, await cookieFor(LOCAL))).toBe(TOKEN);
    expect(await read(LIVE, `theme=dark; ${await cookieFor(LIVE)}; x=y=z`)).toBe(TOKEN);
  });

  it("is refused whenever anything about it is not ours", async () => {
    const good = await cookieFor(LOCAL);
    const [name, value = ""] = good.split("=");
    const plain = decodeURIComponent(value);
    const signature = plain.slice(plain.lastIndexOf(".") + 1);
    const cases: Record<string, string | null> = {
      "no cookie at all": null,
      "an empty cookie": `${name}=`,
      "a token without a signature": `${name}=${TOKEN}`,
      "a signature without a token": `${name}=.${encodeURIComponent(signature)}`,
      "another token under this signature": `${name}=${encodeURIComponent(`x${plain}`)}`,
      "a signature with one letter changed": `${name}=${encodeURIComponent(plain.slice(0, -3) + (plain.at(-3) === "A" ? "B" : "A") + plain.slice(-2))}`,
      "a shortened signature": `${name}=${encodeURIComponent(plain.slice(0, -4))}`,
      "another secret's signature": await cookieFor(LOCAL, TOKEN, `${SECRET}!`),
      "broken escapes": `${name}=%E0%A4%A`,
      "the https name on http": good.replace("leadoxe", "__Host-leadoxe"),
      "a look-alike name": good.replace("leadoxe", "xleadoxe"),
      "bytes of no script": `${name}=\u00ff\u00fe.${encodeURIComponent(signature)}`,
    };
    for (const [what, cookie] of Object.entries(cases)) expect(await read(LOCAL, cookie), what).toBeNull();
    expect(await read(LIVE, await cookieFor(LOCAL)), "the http name on https").toBeNull();
  });

  it("is signed byte for byte as the sign-in library signs it", async () => {
    const value = decodeURIComponent((await cookieFor(LOCAL)).split("=")[1] ?? "");
    expect(value).toBe(`${TOKEN}.${await makeSignature(TOKEN, SECRET)}`);
  });
});
