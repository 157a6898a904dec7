/** Ways to the settings and to a workspace of one's own, seen from elsewhere. */
export const ways = {
  ways: {
    settings: "Settings",
    make: "Make a workspace",
    back: "Back to the leads",
    partMissing: "The words of this screen could not be loaded",
  },
} as const;
