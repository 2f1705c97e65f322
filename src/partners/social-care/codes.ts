/** Codes of the children in need census (DfE, 2025 to 2026). The looked-after return has its own file. */
import { codeList } from "../../gateway/code-list";

export const CinSex = codeList("CinSex", "Children in need census, Sex", {
  F: "female",
  M: "male",
  U: "unknown, or not yet born",
});

export const CinEthnicity = codeList("CinEthnicity", "Children in need census, Ethnicity", {
  WBRI: "White British",
  WIRI: "White Irish",
  WIRT: "Traveller of Irish heritage",
  WROM: "Gypsy/Roma",
  WOTH: "any other White background",
  MWBC: "White and Black Caribbean",
  MWBA: "White and Black African",
  MWAS: "White and Asian",
  MOTH: "any other mixed background",
  AIND: "Indian",
  APKN: "Pakistani",
  ABAN: "Bangladeshi",
  CHNE: "Chinese",
  AOTH: "any other Asian background",
  BCRB: "Caribbean",
  BAFR: "African",
  BOTH: "any other Black background",
  OOTH: "any other ethnic group",
  REFU: "refused",
  NOBT: "not yet obtained",
});

export const CinDisability = codeList("CinDisability", "Children in need census, Disability", {
  NONE: "no disability",
  MOB: "mobility",
  HAND: "hand function",
  PC: "personal care",
  INC: "incontinence",
  COMM: "communication",
  LD: "learning",
  HEAR: "hearing",
  VIS: "vision",
  BEH: "behaviour",
  CON: "consciousness",
  AUT: "autism",
  DDA: "other disability under the Equality Act 2010",
});

export const CinReferralSource = codeList("CinReferralSource", "Children in need census, ReferralSource", {
  "1A": "individual: family member, relative or carer",
  "1B": "individual: acquaintance, neighbour or child minder",
  "1C": "individual: self",
  "1D": "individual: other",
  "2A": "schools",
  "2B": "education services",
  "3A": "GP",
  "3B": "health visitor",
  "3C": "school nurse",
  "3D": "other primary health services",
  "3E": "emergency department",
  "3F": "other health services",
  "4": "housing",
  "5A": "local authority: social care",
  "5B": "local authority: other internal",
  "5C": "local authority: external",
  "5D": "local authority: other",
  "6": "police",
  "7": "other legal agency",
  "8": "other",
  "9": "anonymous",
  "10": "unknown",
});

export const CinPrimaryNeed = codeList("CinPrimaryNeed", "Children in need census, PrimaryNeedCode", {
  N1: "abuse or neglect",
  N2: "child's disability or illness",
  N3: "parental disability or illness",
  N4: "family in acute stress",
  N5: "family dysfunction",
  N6: "socially unacceptable behaviour",
  N7: "low income",
  N8: "absent parenting",
  N9: "cases other than children in need",
  N0: "not stated",
});

export const CinClosureReason = codeList("CinClosureReason", "Children in need census, ReasonForClosure", {
  RC1: "adopted",
  RC2: "died",
  RC3: "child arrangements order",
  RC4: "special guardianship order",
  RC5: "transferred to another local authority",
  RC6: "transferred to adult social care",
  RC7: "services ceased for any other reason",
  RC8: "closed after assessment, no further action",
  RC9: "closed after assessment, referred to early help",
});

export const CpPlanCategory = codeList("CpPlanCategory", "Children in need census, category of abuse", {
  NEG: "neglect",
  PHY: "physical abuse",
  SAB: "sexual abuse",
  EMO: "emotional abuse",
  MUL: "multiple",
});
