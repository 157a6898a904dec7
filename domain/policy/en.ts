import type { PolicyTexts } from "./outline.ts";

export const en: PolicyTexts = {
  direction: "ltr",
  locale: "en-US",
  name: "English",
  title: "Privacy policy",
  intro:
    "What {product} holds, why, for how long, and who gets to see it. This covers everything that passes through the platform, including the answers people give in Meta Lead Ads forms of the Pages that businesses connect to it.",
  promises: {
    "controlled-access": {
      title: "Controlled access",
      text: "A person’s role, on the platform and in each workspace, decides what business data they can see and what they can change.",
    },
    "protected-operations": {
      title: "Protected operations",
      text: "Signing in, a trail of audit records and a check of every webhook’s signature stand in front of the sensitive steps.",
    },
    "business-data-care": {
      title: "Care for business data",
      text: "CRM records and leads from Meta are there for the daily work of the connected workspace they belong to.",
    },
  },
  sections: {
    information: {
      title: "Information we collect",
      points: {
        account:
          "About accounts and workspaces: names, business contact details, the settings of a company, roles, and the records that signing in needs.",
        crm: "From the daily work of authorized people: leads, conversations, notes, activities, follow-ups, the projects a lead is about, and to whom a lead was assigned over time.",
        "meta-lead":
          "From Meta Lead Ads, through an approved integration: the answers given in a form, the ids of the form, the Page and the lead, references to the ad, the times, and how each delivery went.",
        technical:
          "For technology and security: IP addresses, what a browser says about itself, audit records, the events of a session, logs of webhooks, diagnostics of errors, and measurements of how the platform is used.",
      },
    },
    use: {
      title: "How we use it",
      points: {
        operate:
          "To run {product}: leads reach the right person, sales work moves along, companies manage their own workspace, and people get in safely.",
        receive:
          "To take in what people submit in Meta Lead Ads for the connected business Page, and show it to the CRM users who are authorized to see it.",
        protect:
          "To keep the platform safe and dependable: we look into abuse, find out why a delivery failed, keep the audit history, and make the service more reliable.",
        comply: "To meet our obligations by law, by contract, for security and towards other platforms, Meta’s requirements included.",
      },
    },
    meta: {
      title: "Data from Meta",
      points: {
        connected:
          "We call Meta’s APIs only once a business user who is authorized to do so has connected a Page, or an asset related to it.",
        purpose:
          "A lead that Meta sends creates or updates a CRM record in the workspace of the company that made the connection, and nowhere else.",
        "not-sold":
          "We do not sell data from Meta Lead Ads. Authorized users have access to it, and so do the processors without whom the service could not run; nobody else does.",
        removal: "A business can have the data of its Meta integration removed: a request to {email} is enough.",
      },
    },
    sharing: {
      title: "Who else receives it",
      points: {
        providers: "Service providers that host, secure, monitor, deliver or support the platform on our behalf, and no others.",
        notifications:
          "The push services of browsers, run by Google, Mozilla, Apple and Microsoft, where an authorized user has notifications turned on in a browser: the one of that browser receives each notification, encrypted for that browser, so that it cannot read it. It learns for which browser there is one, and when.",
        disclosure:
          "Those to whom we may have to disclose it: because the law requires it, to protect the integrity of the platform, or to enforce our agreements.",
        "no-advertising": "Never third-party advertising networks: they may not use lead data that was collected through {product}.",
      },
    },
    retention: {
      title: "How long we keep it",
      points: {
        business:
          "Business records stay while the customer’s workspace is active. Beyond that they stay only where law, security, audit or operation demands it.",
        logs: "Logs of webhooks and diagnostics stay for a limited time, so that we can prove a delivery, look into a problem and fend off abuse. The table shows the periods that our deletion runs by today.",
        requests:
          "Whoever asks for deletion gets a review first: we check the request against legal, security, backup and contractual requirements, then complete it.",
      },
    },
    security: {
      title: "How we protect it",
      points: {
        measures:
          "Several measures work together: access controls, encryption where it is appropriate, audit records, sessions kept apart from each other, and monitoring of the operation.",
        authorized: "A company’s workspace opens only to people authorized for it, and so do the super-admin functions of the platform.",
        limits:
          "Nobody can guarantee absolute security on the internet. We work in layers, technical and organizational, so that no single one has to hold alone.",
      },
    },
    contact: {
      title: "Questions and requests",
      points: {
        "write-to":
          "Our privacy team answers questions about privacy. Write to it as well to access, correct or delete data, in {product} or in one of its Meta integrations.",
      },
    },
  },
  retention: {
    caption: "Retention periods in force",
    heads: { what: "What", period: "Kept for" },
    business: {
      what: "Leads and other business records",
      period: "While the workspace is active",
    },
    classes: {
      deliveries: {
        what: "Webhook logs: Meta’s deliveries and what became of each lead in them",
        from: "Counted from the end of their processing. Nothing unfinished is deleted",
      },
      diagnostics: {
        what: "Diagnostics: errors and refused deliveries, grouped by cause",
        from: "Counted from the last time they were seen",
      },
      sessions: { what: "Sign-in sessions", from: "Counted from their end" },
      change_log: { what: "The log that keeps open screens up to date", from: "Counted from the change" },
      notices: { what: "Notices: which lead somebody was told of, and when; nothing of the lead itself", from: "Counted from the notice" },
      undo: { what: "What is needed to undo a change", from: "Counted from the change" },
      operations: {
        what: "Records of background work, mails that were sent, and invitations, account recoveries and support visits that are over",
        from: "Counted from their end",
      },
      audit: { what: "Audit records: who did what, when and from where", from: "Counted from their sealing" },
    },
  },
  labels: {
    operator: "Operator",
    effective: "In effect since",
    email: "Privacy address",
    address: "Public address of this policy",
    contents: "Contents",
    skip: "Skip to the policy",
  },
};
