/** What a notification can be about, and its words. They are the same for everybody, so they can tell of nobody. */
export const TOPICS = {
  PROTOCOL_TO_SIGN: "A protocol waits for your organisation's signature.",
  PROTOCOL_ACTIVATED: "A protocol that binds your organisation is now in force.",
  PROTOCOL_SUSPENDED: "A protocol that binds your organisation has been suspended.",
  PROTOCOL_REVIEW_DUE: "A protocol that binds your organisation is due for review.",
  CONSENT_EXPIRING: "A consent that you recorded runs out soon.",
  CONSENT_WITHDRAWN: "A consent that your organisation relies on has been withdrawn.",
  DISPENSATION_TO_AUTHORISE: "A request to go ahead without consent waits for your decision.",
  DISPENSATION_DECIDED: "Your request to go ahead without consent has been decided.",
  BREAK_GLASS_USED: "Break-glass access was used and concerns you. It has to be reviewed.",
  BREAK_GLASS_REVIEW_OVERDUE: "A review of break-glass access is overdue.",
  BREAK_GLASS_SUSPENDED: "Break-glass access is suspended until its reviews are done.",
  BREACH_OPENED: "Break-glass access was found not justified. A breach has been opened.",
  DISCLOSURE_REQUESTED: "Somebody asks your organisation to decide on a disclosure.",
  DISCLOSURE_REQUEST_OVERDUE: "A disclosure request that waits for your organisation is overdue.",
  DISCLOSURE_DECIDED: "A source has answered your disclosure request.",
  REPLAY_DISAGREED: "A recorded decision was replayed and did not agree. Tell your supplier.",
  RECORD_REWRITTEN: "The disclosure record is not the one that was anchored. The gateway has stopped releasing.",
  CHECKPOINT_OVERDUE: "The disclosure record could not be anchored. The gateway stops releasing if that goes on.",
} as const;
export type Topic = keyof typeof TOPICS;
