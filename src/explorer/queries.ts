/**
 * The explorer's examples. Ids are variables, which the page fills in: `caseId` and `purpose` from the choices at its
 * top, `memberId` and `consentId` from answers that it has seen. The names are those of the demonstration.
 */
export interface ExampleQuery {
  readonly name: string;
  readonly query: string;
}

const WHO_AM_I = `# Who you are in this hub: your purposes, the protocols that name your role, and your cases.
query WhoAmI {
  viewer {
    name
    role
    agency { name safeguardingContact }
    purposes
    protocols { id sources purposes categories validTo }
    cases { id reference localTier level open }
  }
}
`;

const FAMILY_RECORD = `# The record of the case chosen above. Whatever is not released reads as null, and "sharing" beside it says
# why and what to do next. Once it has run, its members can be chosen above.
query FamilyRecord($caseId: ID!, $purpose: Purpose!) {
  familyRecord(caseId: $caseId, purpose: $purpose) {
    case { reference localTier level significantHarmSuspectedAt owner { name } }
    sharing { released nothingAvailable withheld tellFamily }
    members {
      id
      name
      age
      relationship
      education {
        agency { name }
        attendance { attendancePct schoolAverage persistentAbsence provenance { recordedAt nature } }
        concernLog { concernOn action provenance { authorRole nature } }
        sharing { ...Decisions }
      }
      police {
        agency { name }
        incidents { occurredAt role circumstances childPresent childSeen provenance { nature } }
        convictions { id }
        sharing { ...Decisions }
      }
      housing {
        agency { name }
        tenancies { startedOn endedOn type }
        neighbourReports { reportedOn account provenance { nature } }
        sharing { ...Decisions }
      }
      health {
        agency { name }
        edAttendances { arrivedAt chiefComplaint { display } diagnoses { display } siteName }
        mandatedReviews { review status dueOn }
        riskToChildFromIllness { statement provenance { authorRole nature } }
        sharing { ...Decisions }
      }
      socialCare {
        agency { name }
        contacts { contactedOn outcome }
        sharing { ...Decisions }
      }
    }
    caveat
  }
}

fragment Decisions on ContributionSharing {
  decisions { category outcome reason levelNeeded nextStep { text } }
}
`;

const WHAT_IS_WITHHELD = `# What opened, what stayed closed and why. The summary counts what the query asks for; the chronology asks
# for every category, so this is the whole picture for this caller, purpose and case.
query WhatIsWithheldAndWhy($caseId: ID!, $purpose: Purpose!) {
  familyRecord(caseId: $caseId, purpose: $purpose) {
    case { reference level statutory significantHarmSuspectedAt }
    purpose
    sharing {
      released
      nothingAvailable
      withheld
      sourceUnavailable
      byReason {
        reason
        outcome
        decisions
        categories
        agencies
        nextStep { code text }
      }
    }
    chronology(first: 1) { totalCount }
    caveat
  }
}
`;

const CHRONOLOGY = `# What happened, across agencies, newest first: released items only, filtered before they are counted.
query Chronology($caseId: ID!, $purpose: Purpose!) {
  familyRecord(caseId: $caseId, purpose: $purpose) {
    members { id name relationship }
    chronology(first: 50) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges {
        node {
          occurredOn
          agency { name }
          category
          member
          item {
            __typename
            provenance { authorRole nature }
            ... on PoliceIncident { circumstances childSeen }
            ... on EdAttendance { chiefComplaint { display } diagnoses { display } }
            ... on HousingNeighbourReport { account }
            ... on SchoolConcern { action }
            ... on SocialCareContact { outcome }
          }
        }
      }
    }
    caveat
  }
}
`;

const SIGNIFICANT_HARM = `# Play a manager, such as Gareth Pryce on MASH-0001: only a named decision-maker can record this.
# Run "What is withheld and why" before and after it, as Amara Nwosu.
mutation RecordSignificantHarmSuspected($caseId: ID!) {
  recordSignificantHarm(caseId: $caseId) {
    __typename
    ... on CaseChanged { caseId }
    ... on Refused { faults { path code message } }
  }
}
`;

const LINK_PERSON = `# Play Owen Tranter of the police on MASH-0001: he knows who "Dee" is. Until somebody links Dean Reid to the
# case, nothing about him can be asked.
mutation LinkPerson($caseId: ID!) {
  linkPerson(input: {
    caseId: $caseId
    person: { system: PNC_ID, value: "2009/0412233Q", name: "Dean Reid", birthDate: "1993-02-20" }
    relationship: "PARTNER_OF_PARENT"
    inHousehold: true
    contactWithChild: true
    reason: "Gave the family's home as where he is staying"
  }) {
    __typename
    ... on PersonLinked { memberId }
    ... on Refused { faults { path code message } }
  }
}
`;

const RECORD_CONSENT = `# Play Kemi Balogun on EH-0001, run the family's record and choose Ada Okafor as the member. She agrees that early
# help may also know of her low mood. Then run the record again.
mutation RecordConsent($memberId: ID!) {
  recordConsent(input: {
    memberId: $memberId
    capacity: SELF
    decision: GRANTED
    categories: ["attendance", "immunisation-development", "tenancy", "mental-health"]
    recipients: ["EH"]
    purposes: [EARLY_HELP]
    method: "In person, alone, with the key worker"
    soughtSafely: true
  }) {
    __typename
    ... on ConsentRecorded { consentId validTo }
    ... on Refused { faults { path code message } }
  }
}
`;

const WITHDRAW_CONSENT = `# Record a consent first; its id is then filled in below. From this instant on the record is closed again.
mutation WithdrawConsent($consentId: ID!) {
  withdrawConsent(consentId: $consentId) {
    __typename
    ... on ConsentRecorded { consentId validTo }
    ... on Refused { faults { path code message } }
  }
}
`;

const CONTRIBUTE = `# Play Dilys Morgan: an agency writes its own categories and no other's. The same again changes nothing, and
# anything else under the same sourceRef supersedes it.
mutation Contribute {
  contribute(items: [{
    person: { system: UPN, value: "L312402119001", name: "Ife Okafor" }
    field: "concernLog"
    body: { concernOn: "2026-11-20", concernCategory: "Home circumstances", action: "Asked to stay late. Spoke with her teacher." }
    occurredOn: "2026-11-20"
    recordedAt: "2026-11-20T16:10:00Z"
    nature: FACT
    authorRole: "Class teacher"
    sourceRef: "EXPLORER-1"
  }]) {
    __typename
    ... on Contributed { accepted unchanged }
    ... on Refused { faults { path code message } }
  }
}
`;

const PERSON = `# One person by identifier: your own agency's data, and the others' where you work on an open case of theirs.
# No match, not yours and barred look alike: null.
query PersonByIdentifier($purpose: Purpose!) {
  person(identifier: { system: UPN, value: "L312402119001" }, purpose: $purpose) {
    id
    name
    birthDate
    education {
      enrolments { school { name } entryDate }
      attendance { attendancePct }
      sharing { decisions { category outcome reason } }
    }
    health {
      agency { name }
      gpRegistration { practiceName }
      sharing { decisions { category outcome reason } }
    }
  }
}
`;

const DISCLOSURES = `# Who has asked about a member, newest first: for the case's managers, auditors and Caldicott guardians.
# Play Gareth Pryce, run the family's record once, and choose the member above.
query WhoHasAsked($memberId: ID!) {
  disclosuresAbout(memberId: $memberId, first: 20) {
    at
    agency
    role
    purpose
    level
    decisions { source category outcome reason protocol itemsReleased }
  }
}
`;

/** In the order in which they tell the story. */
export const EXAMPLE_QUERIES: readonly ExampleQuery[] = [
  { name: "The family's record", query: FAMILY_RECORD },
  { name: "Who am I", query: WHO_AM_I },
  { name: "What is withheld and why", query: WHAT_IS_WITHHELD },
  { name: "Chronology across agencies", query: CHRONOLOGY },
  { name: "Record: significant harm suspected", query: SIGNIFICANT_HARM },
  { name: "Link a person", query: LINK_PERSON },
  { name: "Record consent", query: RECORD_CONSENT },
  { name: "Withdraw consent", query: WITHDRAW_CONSENT },
  { name: "Contribute an item", query: CONTRIBUTE },
  { name: "A person by identifier", query: PERSON },
  { name: "Who has asked about a member", query: DISCLOSURES },
];
