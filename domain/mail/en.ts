import { RESET_LASTS_MS, VERIFY_LASTS_MS } from "./lasts.ts";
import { type Letters, line } from "./letter.ts";
import { countIn, momentIn, spanIn } from "./when.ts";

const [moment, span, count] = [momentIn("en"), spanIn("en"), countIn("en")];

/** Every mail in English: what happened, what to do, when the link ends, and what if it was not you. */
export const en: Letters = {
  invitation: ({ workspace, by, expires, link }) => ({
    subject: line`${by} invites you to ${workspace}`,
    happened: [line`${by} invites you to work in ${workspace} on LEADOXE CRM, where leads are called first and never lost.`],
    act: { label: "Look at the invitation", link },
    besides: [
      line`The invitation is for this address only. It can be accepted once, until ${moment(expires)}.`,
      line`If you do not know ${by}, do nothing: no account is made and nobody gets in in your name.`,
    ],
  }),
  reset_password: ({ link }) => ({
    subject: line`Set a new password`,
    happened: [line`Somebody, most likely you, asked for a new password for this address.`],
    act: { label: "Set a new password", link },
    besides: [
      line`The link works once, for ${span(RESET_LASTS_MS)}. A new password signs you out wherever you are signed in.`,
      line`If it was not you, do nothing: your password stays as it is.`,
    ],
  }),
  verify_email: ({ link }) => ({
    subject: line`Confirm your address`,
    happened: [line`This address was entered for an account at LEADOXE CRM. Confirm that it is yours.`],
    act: { label: "Confirm this address", link },
    besides: [
      line`The link works once, for ${span(VERIFY_LASTS_MS)}.`,
      line`If it was not you, do nothing: without the link the address is not used.`,
    ],
  }),
  email_changed: ({ to }) => ({
    subject: line`Your account has another address now`,
    happened: [line`You sign in with ${to} from now on, and mails go there. This address no longer opens your account.`],
    besides: [line`If it was not you, somebody else is in your account. Tell an owner of your workspace at once: they can shut it out.`],
  }),
  password_changed: () => ({
    subject: line`Your password was changed`,
    happened: [line`Your account has a new password since a moment ago.`],
    besides: [
      line`If it was you, there is nothing to do.`,
      line`If not, choose "Forgot the password" where you sign in: a new one signs everybody else out. Then tell an owner of your workspace.`,
    ],
  }),
  new_browser: ({ browser, place, at }) => ({
    subject: line`A sign-in from a new browser`,
    happened: [line`Somebody signed in to your account with a browser that was not used for it before.`],
    facts: [
      ["Browser", line`${browser}`],
      ...(place === null ? [] : ([["Place", line`${place}`]] as const)),
      ["Time", line`${moment(at)}`],
    ],
    besides: [
      line`If it was you, there is nothing to do.`,
      line`If not, sign in, end that session in your account and set a new password there.`,
    ],
  }),
  second_factor_added: () => ({
    subject: line`A second factor was added`,
    happened: [line`Your account now asks for more than the password: an authenticator app or a passkey was added to it.`],
    besides: [
      line`Keep your recovery codes where you find them without your phone.`,
      line`If it was not you, somebody else is in your account. Set a new password at once and tell an owner of your workspace.`,
    ],
  }),
  second_factor_removed: () => ({
    subject: line`A second factor was taken off your account`,
    happened: [line`An authenticator app or a passkey no longer protects your account.`],
    besides: [
      line`If you used a recovery link, you were signed out everywhere: sign in with your password and set up a new second factor.`,
      line`If it was not you, set a new password at once and tell an owner of your workspace.`,
    ],
  }),
  recovery: ({ by, from, until, link }) => ({
    subject: line`Back into your account without your second factor`,
    happened: [
      line`${by} was told that you lost your second factor, and asked for a way back for you.`,
      line`The link takes your authenticator app, recovery codes and passkeys off your account and signs you out everywhere. After that your password is enough, once: then set up a new second factor.`,
    ],
    act: { label: "Take my second factor off", link },
    besides: [
      line`The link works once, from ${moment(from)} until ${moment(until)}.`,
      line`If you lost nothing, do not open it: sign in, cancel the recovery in your account, and ask ${by} why.`,
    ],
  }),
  recovery_asked: ({ person, by, reason, from, link }) => ({
    subject: line`${person} is to come back without a second factor`,
    happened: [
      line`${by} asked that the second factor be taken off the account of ${person}. You are told because you answer for a place they are in.`,
    ],
    facts: [
      ["Reason", line`${reason}`],
      ["Possible from", line`${moment(from)}`],
    ],
    act: { label: "See who is there", link },
    besides: [
      line`Ask ${person} in a way that you trust, by telephone for instance. If they did not lose it, cancel the recovery there.`,
      line`If it is right, there is nothing to do.`,
    ],
  }),
  support_asked: ({ workspace, by, reason, minutes, edit, link }) => ({
    subject: line`Support asks to look into ${workspace}`,
    happened: [line`${by} of LEADOXE support asks to come into ${workspace}. Nobody of ours comes in unless an owner says yes.`],
    facts: [
      ["Reason", line`${reason}`],
      ["How long", line`${span(minutes * 60_000)}`],
      ["They may", edit ? line`look and change` : line`look only`],
    ],
    act: { label: "Answer the request", link },
    besides: [
      line`You see it while they are in, can end it at any moment, and find every page they saw in your audit.`,
      line`If you did not ask for help, refuse it.`,
    ],
  }),
  audit_head: ({ workspace, hash, records, sealedAt }) => ({
    subject: line`The audit of ${workspace}: ${count(records)} records`,
    happened: [line`This is the head of the audit of ${workspace}. Whoever keeps it can show later that no record before it was changed.`],
    facts: [
      ["Records", line`${count(records)}`],
      ["Sealed", line`${moment(sealedAt)}`],
      ["Head", line`${hash}`],
    ],
    besides: [line`Keep this mail. To end these, switch them off under Settings, Audit.`],
  }),
};
