/** Ways to the settings, to a workspace of one's own and to the platform, seen from elsewhere. */
export const ways = {
  ways: {
    settings: "Settings",
    make: "Make a workspace",
    back: "Back to the leads",
    partMissing: "The words of this screen could not be loaded",
  },
  platform: {
    name: "The platform",
    console: "Console",
    role: { super_admin: "Super-admin", support: "Support", privacy_officer: "Privacy officer", auditor: "Auditor" },
  },
} as const;
