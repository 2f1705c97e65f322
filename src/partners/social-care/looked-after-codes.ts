/** Codes of the looked-after children return (DfE, SSDA903). */
import { codeList } from "../../gateway/code-list";

export const Ssda903EpisodeReason = codeList("Ssda903EpisodeReason", "SSDA903 RNE, reason for new episode", {
  S: "started to be looked after",
  L: "change of legal status only",
  P: "change of placement and carer only",
  T: "change of placement, same carer",
  B: "change of legal status, placement and carer",
  U: "change of legal status and placement, same carer",
});

export const Ssda903LegalStatus = codeList("Ssda903LegalStatus", "SSDA903 LS, legal status", {
  C1: "interim care order",
  C2: "full care order",
  D1: "freeing order",
  E1: "placement order",
  V2: "single period of accommodation (Children Act 1989 s.20)",
  V3: "agreed short-term breaks, each episode recorded",
  V4: "agreed short-term breaks, agreement recorded",
  J1: "remanded to local authority or youth detention accommodation",
  J2: "local authority accommodation under PACE 1984",
  J3: "youth rehabilitation order with residence or intensive fostering",
  L1: "police protection, in local authority accommodation",
  L2: "emergency protection order",
  L3: "child assessment order, in local authority accommodation",
});

export const Ssda903Placement = codeList("Ssda903Placement", "SSDA903 PLACE, placement type", {
  A3: "placed for adoption by consent, with current foster carer",
  A4: "placed for adoption by consent, not with current foster carer",
  A5: "placed for adoption by order, with current foster carer",
  A6: "placed for adoption by order, not with current foster carer",
  H5: "semi-independent living",
  K1: "secure children's home",
  K2: "children's home",
  K3: "registered supported accommodation",
  P1: "own parents or others with parental responsibility",
  P2: "independent living",
  P3: "residential employment",
  R1: "residential care home",
  R2: "establishment providing medical or nursing care",
  R3: "family centre or mother and baby unit",
  R5: "young offender institution",
  S1: "residential school",
  T0: "temporary move, all types",
  T1: "temporary, in hospital",
  T2: "temporary, on holiday",
  T3: "temporary, foster carer on holiday",
  T4: "temporary, seven days or fewer",
  U1: "fostered by relative or friend, long term",
  U2: "fostered by relative or friend, fostering for adoption",
  U3: "fostered by relative or friend, other",
  U4: "fostered, long term",
  U5: "fostered, fostering for adoption",
  U6: "fostered, other",
  Z1: "other",
});

export const Ssda903Provider = codeList("Ssda903Provider", "SSDA903 PLACE_PROVIDER", {
  PR0: "parents or others with parental responsibility",
  PR1: "own provision",
  PR2: "other local authority",
  PR3: "other public provision",
  PR4: "private",
  PR5: "voluntary or third sector",
});

export const Ssda903EndReason = codeList("Ssda903EndReason", "SSDA903 REC, reason episode ceased", {
  E11: "adopted, unopposed",
  E12: "adopted, consent dispensed with",
  E13: "left to live with relatives or others without parental responsibility",
  E14: "accommodation on remand ended",
  E15: "age assessed as 18 or over",
  E16: "moved abroad",
  E17: "aged 18 and stayed with current carers",
  E2: "died",
  E3: "care taken over by another UK local authority",
  E41: "residence or child arrangements order",
  E45: "special guardianship, former foster carer who is relative or friend",
  E46: "special guardianship, former foster carer, other",
  E47: "special guardianship, other carer who is relative or friend",
  E48: "special guardianship, other carer",
  E4A: "returned home, planned",
  E4B: "returned home, not planned",
  E5: "independent living with formal support",
  E6: "independent living without formal support",
  E7: "residential care funded by adult social care",
  E8: "any other reason",
  E9: "sentenced to custody",
  X1: "a new episode begins the same day",
});

export const Ssda903Missing = codeList("Ssda903Missing", "SSDA903 MISSING", {
  M: "missing from care, whereabouts not known",
  A: "away from placement without authorisation, whereabouts known",
});

export const Ssda903InTouch = codeList("Ssda903InTouch", "SSDA903 IN_TOUCH, care leavers", {
  YES: "in touch",
  NO: "not in touch",
  DIED: "died after leaving care",
  REFU: "refuses contact",
  NREQ: "no longer requires services",
  RHOM: "returned home for six months or more",
});

export const Ssda903Accommodation = codeList(
  "Ssda903Accommodation",
  "SSDA903 ACCOM, care leavers, without the suffix",
  {
    B: "with parents or relatives",
    C: "community home or other residential care",
    D: "semi-independent, transitional",
    E: "supported lodgings",
    G: "gone abroad",
    H: "deported",
    K: "ordinary lodgings",
    R: "residence not known",
    S: "no fixed abode",
    T: "foyers and similar",
    U: "independent living",
    V: "emergency accommodation",
    W: "bed and breakfast",
    X: "in custody",
    Y: "other",
    Z: "with former foster carers",
  },
);
