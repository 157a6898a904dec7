import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Who somebody is and how they prove it. The sign-in library reads and writes most of these; its names are the keys here. */

const instant = (name: string) => integer(name);
/** The library reads and writes Dates; the column is integer ms all the same. */
const date = (name: string) => integer(name, { mode: "timestamp_ms" });

export const person = sqliteTable("person", {
  id: text().primaryKey(),
  name: text().notNull(),
  email: text().notNull().unique(),
  emailVerified: integer("email_verified", { mode: "boolean" }).notNull().default(false),
  image: text(),
  twoFactorEnabled: integer("two_factor", { mode: "boolean" }).notNull().default(false),
  /** Of mails to them; null: the workspace's. */
  language: text({ enum: ["en", "ar"] }),
  createdAt: date("created_at").notNull(),
  updatedAt: date("updated_at").notNull(),
});

export const session = sqliteTable(
  "session",
  {
    id: text().primaryKey(),
    token: text().notNull().unique(),
    userId: text("person_id").notNull(),
    expiresAt: date("expires_at").notNull(),
    ipAddress: text("ip"),
    userAgent: text("browser"),
    country: text(),
    city: text(),
    /** The password was right and the second factor is still asked for: opens nothing, and is no sign-in in the records. */
    pending: integer({ mode: "boolean" }).notNull().default(false),
    /** When a second factor was last proven in it; null: never. */
    secondFactorAt: instant("second_factor_at"),
    /** The token before the last rotation. Good for a moment, for what was on its way; after that whoever shows it holds a copy. */
    previousToken: text("previous_token"),
    rotatedAt: instant("rotated_at").notNull().default(0),
    createdAt: date("created_at").notNull(),
    updatedAt: date("updated_at").notNull(),
  },
  (table) => [
    index("session_person").on(table.userId),
    index("session_previous")
      .on(table.previousToken)
      .where(sql`previous_token IS NOT NULL`),
  ],
);

export const account = sqliteTable(
  "account",
  {
    id: text().primaryKey(),
    accountId: text("account_id").notNull(),
    providerId: text("provider_id").notNull(),
    userId: text("person_id").notNull(),
    accessToken: text("access_token"),
    refreshToken: text("refresh_token"),
    idToken: text("id_token"),
    accessTokenExpiresAt: date("access_token_expires_at"),
    refreshTokenExpiresAt: date("refresh_token_expires_at"),
    scope: text(),
    password: text(),
    createdAt: date("created_at").notNull(),
    updatedAt: date("updated_at").notNull(),
  },
  (table) => [index("account_person").on(table.userId)],
);

export const verification = sqliteTable(
  "verification",
  {
    id: text().primaryKey(),
    identifier: text().notNull(),
    value: text().notNull(),
    expiresAt: date("expires_at").notNull(),
    createdAt: date("created_at").notNull(),
    updatedAt: date("updated_at").notNull(),
  },
  (table) => [index("verification_identifier").on(table.identifier)],
);

/** Sign-in acts, appended by triggers in the statement that does them; the sealer turns them into audit records. */
export const authEvent = sqliteTable("auth_event", {
  n: integer().primaryKey({ autoIncrement: true }),
  at: instant("at").notNull(),
  act: text().notNull(),
  person: text().notNull(),
  session: text(),
});

/** An authenticator app's secret and the recovery codes, both encrypted by the library. */
export const twoFactor = sqliteTable(
  "two_factor",
  {
    id: text().primaryKey(),
    secret: text().notNull(),
    backupCodes: text("backup_codes").notNull(),
    userId: text("person_id").notNull().unique(),
    /** A code was shown to be right: until then it asks nothing of anybody. */
    verified: integer({ mode: "boolean" }).notNull().default(true),
    failedVerificationCount: integer("failures").notNull().default(0),
    lockedUntil: date("locked_until"),
  },
  (table) => [index("two_factor_secret").on(table.secret)],
);

export const passkey = sqliteTable(
  "passkey",
  {
    id: text().primaryKey(),
    name: text(),
    publicKey: text("public_key").notNull(),
    userId: text("person_id").notNull(),
    credentialID: text("credential_id").notNull().unique(),
    counter: integer().notNull(),
    deviceType: text("device_type").notNull(),
    backedUp: integer("backed_up", { mode: "boolean" }).notNull(),
    transports: text(),
    createdAt: date("created_at"),
    aaguid: text(),
  },
  (table) => [index("passkey_person").on(table.userId)],
);

/** The console's own short session, opened by a second factor beside the workspace one, and gone with it. */
export const consoleSession = sqliteTable(
  "console_session",
  {
    id: text().primaryKey(),
    /** SHA-256 of the cookie's token, hex. */
    tokenHash: text("token_hash").notNull().unique(),
    session: text("session_id").notNull(),
    personId: text("person_id").notNull(),
    createdAt: instant("created_at").notNull(),
    seenAt: instant("seen_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [index("console_session_session").on(table.session), index("console_session_expires").on(table.expiresAt)],
);

/** Browsers that somebody signed in with: another one is told them by mail. */
export const knownBrowser = sqliteTable(
  "known_browser",
  {
    personId: text("person_id").notNull(),
    /** SHA-256 of what the browser says it is, hex. */
    hash: text().notNull(),
    firstAt: instant("first_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.personId, table.hash] })],
);
