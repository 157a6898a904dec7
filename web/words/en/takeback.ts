/** Changes of anything but a lead, and taking them back. */
export const takeback = {
  takeback: {
    changed: "Changed: {{name}}",
    added: "Added: {{name}}",
    suspended: "Suspended: {{name}}",
    reopened: "Let in again: {{name}}",
    invited: "Invited: {{name}}",
    people: { one: "{{n}} person", other: "{{n}} people" },
    withdrawn: { one: "{{n}} invitation no longer works", other: "{{n}} invitations no longer work" },
    joined: { one: "{{list}} has joined since, and stays", other: "{{list}} have joined since, and stay" },
    retired: "{{name}} is retired. What was added once keeps its name for the leads that have it.",
    closed: "{{name}} is closed. What was made once keeps its name for the leads that have it.",
    order: "the order",
    done: "Taken back: {{name}}",
    theirs: "{{by}} changed {{name}} since. It stays as it is.",
    yours: "You changed {{name}} since. It stays as it is.",
    somebodys: "Somebody changed {{name}} since. It stays as it is.",
    leads: {
      one: "{{name}} stays: {{n}} lead is in it. Move it first.",
      other: "{{name}} stays: {{n}} leads are in it. Move them first.",
    },
    failed: "{{name}} could not be taken back: {{reason}}",
    cannot: "{{name}} cannot be taken back any more",
  },
} as const;
