/** SSDA903 legal status codes (DfE): under which of them the local authority may consent is the rules' to say. */
export const LEGAL_STATUSES = {
  C1: "interim care order",
  C2: "full care order",
  D1: "freeing order",
  E1: "placement order",
  V2: "accommodated under Children Act 1989 s.20",
  V3: "agreed short-term breaks, each episode recorded",
  V4: "agreed short-term breaks, agreement recorded",
  J1: "remanded to local authority or youth detention accommodation",
  J2: "local authority accommodation under PACE 1984",
  J3: "youth rehabilitation order with residence or intensive fostering",
  L1: "police protection, in local authority accommodation",
  L2: "emergency protection order",
  L3: "child assessment order, in local authority accommodation",
} as const;
export type LegalStatusCode = keyof typeof LEGAL_STATUSES;
