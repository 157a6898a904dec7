/** The outbox of development, at /demo/mail. */
export const outbox = {
  outbox: {
    title: "Outbox",
    lead: "Mails of this machine. Nothing is sent: open one and use its link.",
    open: "See the mails",
    back: "To the demo",
    none: "No mail yet",
    noneHint: "Invite somebody or ask for a new password: the mail is here a moment later.",
    failed: "The mails could not be loaded",
    stale: "The mails cannot be read just now. Trying again.",
    to: "To",
    waits: "Waits",
    unread: "This mail cannot be read any more",
  },
} as const;
