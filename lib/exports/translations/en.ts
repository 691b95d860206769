import { type LawReason, lawReasons } from "@/lib/exports/redaction/law-reasons";

/** The texts of a single contact's report and package in English. {names} are replaced. */
export const en = {
  /** How dates and numbers are written, and the language that readers of the report are told (BCP 47). */
  locale: "en-GB",
  lang: "en",
  utc: "Coordinated Universal Time (UTC)",
  report: {
    title: "Data about {contact}",
    intro:
      "This report shows the data that {workspace} stores about {contact} in Hydra, its helpdesk software. It was created on {time} by {name}. Time zone: {zone}.",
    notesIncluded:
      "Internal notes, which the team writes for itself, are included and marked. The report does not contain attached files.",
    notesExcluded:
      "Internal notes, which the team writes for itself, are not included. The report does not contain attached files.",
    thisContact: "this contact",
    contents: "Contents",
    profile: "Profile",
    conversations: "Conversations",
    tickets: "Tickets",
    noConversations: "No conversations",
    noTickets: "No tickets",
    noMessages: "No messages",
    noReplies: "No replies",
    untitledConversation: "Conversation without a subject",
    untitledTicket: "Ticket without a title",
    leftOut:
      "One conversation is left out: this contact was created from it, but it is or was linked to another contact.",
    footer:
      "Format: {format}, version {version}. Workspace: {workspace}. This export is recorded in the workspace's audit log.",
    noteBy: "Internal note by {name}",
    team: "{name} (team)",
  },
  roles: { assistant: "Assistant (automated)", tool: "Action of the assistant (automated)" },
  summary: {
    heading: "Summary",
    lead: "This is the answer to your request for access to your data (GDPR Art. 15).",
    holder: "Who stores the data",
    person: "Whose data it is",
    period: "Period",
    fromTo: "{from} to {to}",
    writers: "Who wrote to you, or about you, in the team",
    andMore: "and others",
    reference: "Reference",
    requested: "Request received",
    attachments:
      "If files were attached to messages, they are not in this report. To get them, reply to the message that this report came with, or ask {workspace}.",
    otherSystems:
      "The same is true for data that {workspace} keeps in other systems, for example about orders and invoices.",
    footer: "Number of this export: {export}",
    nobody: "Nobody",
  },
  /** Where an answer holds several records of the person. */
  records: {
    label: "Records about you",
    record: "Record {number} of {total}",
    same: { email: "same email address as record 1", phone: "same telephone number as record 1" },
    sameBoth: "same email address and telephone number as record 1",
    why: "These records have the same email address or telephone number, however it is written, so they are taken to be about one person. If one is not about you, please tell {workspace}.",
  },
  redactions: {
    heading: "What was left out",
    sentence: "Parts of the data were left out or replaced, where it says so. The list at the end says what and why.",
    leftOut: "[left out]",
    agent: "Agent {number}",
    /** The reasons of the law; a workspace's own stand in the file as they are. */
    reasons: Object.fromEntries(lawReasons.map((reason) => [reason, reason])) as Record<LawReason, string>,
    path: "Where",
    reason: "Why",
    count: "How often",
  },
  information: {
    heading: "Information about the processing of your data",
    letters: {
      a: "Purposes of the processing",
      b: "Categories of personal data",
      c: "Recipients",
      d: "How long the data is stored",
      e: "Your rights: to have data corrected or erased, to restrict its processing, and to object",
      f: "Where you can complain: the supervisory authority",
      g: "Where the data comes from",
      h: "Automated decisions, including profiling",
    },
  },
  values: {
    notRecorded: "Not recorded",
    notIncluded: "Not included",
    emptyText: "Empty text",
    emptyList: "Empty list",
    noFields: "No fields",
    noValue: "No value",
    yes: "Yes",
    no: "No",
  },
  types: {
    lead: "Lead (potential customer)",
    contact: "Contact",
    former_customer: "Former customer",
    visitor: "Anonymous visitor",
  },
  labels: {
    type: "Type",
    name: "Name",
    email: "Email",
    phone: "Phone",
    company: "Company",
    job_title: "Job title",
    source: "Source",
    created_at: "Added",
    last_seen_at: "Last seen",
    promoted_at: "Became a contact",
    churned_at: "Stopped being a customer",
    churn_reasons: "Reasons for leaving",
    notes: "Internal notes",
    metadata: "Additional details",
    id: "Hydra ID",
    external_id: "ID in other systems",
    account_id: "Company account ID",
    source_bot_id: "First chatbot ID",
    source_conversation_id: "First conversation ID",
    started: "Started",
    opened: "Opened",
    updated: "Last updated",
    status: "Status",
    priority: "Priority",
    summary: "Summary",
    description: "Description",
  },
  /** Statuses and priorities; what is not listed is shown as it is stored. */
  states: {} as Record<string, string>,
  /** A sentence for the reply that the file is attached to. */
  reply: "The attached file {file} holds the data that we store about you. Its SHA-256 is {sha256}.",
  readme: {
    title: "Your data",
    intro: "This ZIP file holds the data that {workspace} stores about you in its helpdesk. It was made on {day}.",
    reference: "Reference: {reference}",
    contents: "What is in it",
    report: "the data to read: open this file first, in any browser, also without internet",
    data: "the same records for programs: {format}, version {version}",
    schema: "describes data.json (JSON Schema)",
    receipt: "a signed list of the other files with their SHA-256",
    attachments:
      "If files were attached to messages, they are not in it. To get them, reply to the message that this file came with, or ask {workspace}.",
    checking: "How to check the files",
    steps: [
      "Unpack the ZIP file and open a terminal in its folder. Windows: type cmd in the address bar of the folder. macOS: open Terminal, type cd and a space, and drag the folder into the window.",
      "Type the line for your computer. It prints 64 letters and digits, the SHA-256 of report.html. Do the same for the other files; receipt.json is the list itself.",
      "Compare them with what receipt.json says about the same file. If they are the same, the file is the one in the list.",
    ],
    proof:
      "Somebody who changes a file can change the list as well. To be sure that nobody did, ask {workspace} for the SHA-256 of the whole ZIP file, in another way than the one by which you got it, for example by telephone, with a number from their website and not from this file. Say this number: {export}. The SHA-256 of your ZIP file is printed by the same line with its name in place of report.html, in the folder where it is.",
    specialists:
      "For specialists: the text under “receipt” is signed by the server that made this file (JWS, Ed25519). The public key is at /.well-known/hydra-export-keys.json of that server. The command verify-receipt of Hydra Data Export checks both.",
  },
};

export type Messages = typeof en;
