/** The first steps of a new workspace, and its demo leads. */
export const start = {
  start: {
    title: "First steps in {{workspace}}",
    ready: "{{workspace}} is ready",
    readyHint: "Leads and people are here. Everything else is under Settings, whenever you like.",
    done: "Done",
    putAway: "Put away for good",
    putAwayDone: "The first steps are put away",
    step: { done: "done", open: "still to do" },
    page: {
      title: "Connect a Facebook Page",
      hint: "Leads then appear here seconds after somebody sends a form. Facebook asks whoever runs the Page; you then choose which of your Pages it is.",
      act: "Connect a Page",
      failed: "Facebook cannot be asked: {{reason}}",
      done: { one: "{{n}} Page is connected", other: "{{n}} Pages are connected" },
    },
    leads: {
      title: "Look around with demo leads",
      hint: "Thirty people whom nobody is, in all your stages. They are test leads: marked as such, in lists and in no count.",
      add: "Load demo leads",
      done: "There are leads to work with",
      samples: {
        one: "{{n}} demo lead is here: marked as a test, in lists and in no count.",
        other: "{{n}} demo leads are here: marked as tests, in lists and in no count.",
      },
      remove: "Remove the demo leads",
    },
    people: {
      title: "Invite your people",
      hint: "They get a link by mail. What each may do goes by their role.",
      act: "Invite people",
      done: { one: "{{n}} person is here", other: "{{n}} people are here" },
      invited: { one: "{{n}} invitation is on its way", other: "{{n}} invitations are on their way" },
    },
    added: { one: "{{n}} demo lead is here", other: "{{n}} demo leads are here" },
    notAdded: "The demo leads could not be loaded: {{reason}}",
    removed: "The demo leads are gone",
    notRemoved: "The demo leads could not be removed: {{reason}}",
    notPutAway: "Not put away: {{reason}}",
    removeTitle: "Remove the demo leads?",
    removeHint:
      "All of them go, with every note and follow-up that was written into them. Other leads stay. This cannot be taken back, but they can be loaded anew.",
    settings: "Demo leads",
    settingsHint: "Thirty people whom nobody is, to try things out with. They are test leads: in lists, and in no count.",
    none: "There are none.",
    who: "{{names}} set this workspace up: they connect Pages, load demo leads and invite people.",
  },
} as const;
