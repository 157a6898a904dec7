/** Support that is in a workspace, as everybody there sees it from every screen. */
export const support = {
  support: {
    label: "Support",
    looks: "{{name}} from LEADOXE support is in this workspace until {{time}}, to look only",
    works: "{{name}} from LEADOXE support is in this workspace until {{time}}, and can work on leads",
    end: "End now",
    ended: "Support is out of this workspace",
    notEnded: "Not ended: {{reason}}",
    you: "You are in {{workspace}} as support until {{time}}. Each page you see is recorded there",
    leave: "Leave",
    waits: { one: "LEADOXE support asks to come in", other: "{{n}} requests of LEADOXE support to come in" },
    answer: "Read and answer",
  },
} as const;
