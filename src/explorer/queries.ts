/**
 * The explorer's examples. Ids are variables, which the page fills in: `caseId` and `purpose` from the choices at its
 * top, `memberId` and `consentId` from answers that it has seen. The names are those of the demonstration.
 */
export interface ExampleQuery {
  readonly name: string;
  readonly query: string;
}

const WHO_AM_I = `# Who you are in this hub: your purposes, the
# protocols that name your role, and your cases.
query WhoAmI {
  viewer {
    name
    role
    agency { name safeguardingContact }
    purposes
    cases { id reference localTier level open }
    protocols { id sources purposes categories validTo }
  }
}
`;

const FAMILY_RECORD = `# The record of the case chosen above. What is not
# released reads as null; "sharing" beside it says why,
# and what to do next. Once this has run, its members
# can be chosen above.
query FamilyRecord($caseId: ID!, $purpose: Purpose!) {
  familyRecord(caseId: $caseId, purpose: $purpose) {
    case { reference localTier level owner { name } }
    sharing { released nothingAvailable withheld }
    members {
      id
      name
      age
      relationship
      education {
        agency { name }
        attendance { attendancePct schoolAverage }
        concernLog { concernOn action ...From }
        sharing { ...Decisions }
      }
      police {
        agency { name }
        incidents {
          occurredAt
          circumstances
          childPresent
          childSeen
          ...From
        }
        sharing { ...Decisions }
      }
      housing {
        agency { name }
        tenancies { startedOn endedOn type }
        neighbourReports { reportedOn account ...From }
        sharing { ...Decisions }
      }
      health {
        agency { name }
        mandatedReviews { review status dueOn }
        edAttendances {
          arrivedAt
          chiefComplaint { display }
          diagnoses { display }
          siteName
        }
        riskToChildFromIllness { statement ...From }
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

fragment From on ContributionItem {
  provenance { authorRole nature }
}

fragment Decisions on ContributionSharing {
  decisions {
    category
    outcome
    reason
    levelNeeded
    nextStep { text }
  }
}
`;

const WHAT_IS_WITHHELD = `# What opened, what stayed closed and why. It counts
# what the query asks for, and a chronology asks for
# every category: this is the whole picture for this
# caller, purpose and case.
query WhatIsWithheldAndWhy($caseId: ID!, $purpose: Purpose!) {
  familyRecord(caseId: $caseId, purpose: $purpose) {
    case {
      reference
      level
      statutory
      significantHarmSuspectedAt
    }
    purpose
    sharing {
      released
      nothingAvailable
      withheld
      sourceUnavailable
      tellFamily
      byReason {
        reason
        outcome
        decisions
        nextStep { text }
        categories
        agencies
      }
    }
    chronology(first: 1) { totalCount }
    caveat
  }
}
`;

const CHRONOLOGY = `# What happened, across agencies, newest first: only
# what was released, and filtered before it is counted.
query Chronology($caseId: ID!, $purpose: Purpose!) {
  familyRecord(caseId: $caseId, purpose: $purpose) {
    members { id name relationship }
    chronology(first: 50) {
      totalCount
      edges {
        node {
          occurredOn
          agency { name }
          category
          member
          item {
            __typename
            provenance { authorRole nature }
            ... on PoliceIncident {
              circumstances
              childSeen
            }
            ... on EdAttendance {
              chiefComplaint { display }
              diagnoses { display }
            }
            ... on MandatedReview { review status }
            ... on HousingNeighbourReport { account }
            ... on SchoolConcern { action }
            ... on SocialCareContact { outcome }
          }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
    caveat
  }
}
`;

const SIGNIFICANT_HARM = `# Play Gareth Pryce on MASH-0001: only a manager can
# record this, by name. Run "What is withheld and why"
# before and after it, as Amara Nwosu.
mutation RecordSignificantHarmSuspected($caseId: ID!) {
  recordSignificantHarm(caseId: $caseId) {
    __typename
    ... on CaseChanged { caseId }
    ... on Refused { faults { path code message } }
  }
}
`;

const LINK_PERSON = `# Play Owen Tranter of the police on MASH-0001: he knows
# who "Dee" is. Nothing about Dean Reid can be asked
# until somebody links him to the case, with a reason.
mutation LinkPerson($caseId: ID!) {
  linkPerson(
    input: {
      caseId: $caseId
      person: {
        system: PNC_ID
        value: "2009/0412233Q"
        name: "Dean Reid"
        birthDate: "1993-02-20"
      }
      relationship: "PARTNER_OF_PARENT"
      inHousehold: true
      contactWithChild: true
      reason: "Says that he stays at the family's home"
    }
  ) {
    __typename
    ... on PersonLinked { memberId }
    ... on Refused { faults { path code message } }
  }
}
`;

const RECORD_CONSENT = `# Play Kemi Balogun on EH-0001, run the family's record
# and choose Ada Okafor as the member. She agrees that
# early help may know of her low mood too. Then run the
# record again.
mutation RecordConsent($memberId: ID!) {
  recordConsent(
    input: {
      memberId: $memberId
      capacity: SELF
      decision: GRANTED
      categories: [
        "attendance"
        "immunisation-development"
        "mental-health"
        "tenancy"
      ]
      recipients: ["EH", "SCHOOL"]
      purposes: [EARLY_HELP]
      method: "In person, alone, with the key worker"
      soughtSafely: true
    }
  ) {
    __typename
    ... on ConsentRecorded { consentId validTo }
    ... on Refused { faults { path code message } }
  }
}
`;

const WITHDRAW_CONSENT = `# Record a consent first; its id is filled in for you.
# From this instant on what it had opened is closed.
mutation WithdrawConsent($consentId: ID!) {
  withdrawConsent(consentId: $consentId) {
    __typename
    ... on ConsentRecorded { consentId validTo }
    ... on Refused { faults { path code message } }
  }
}
`;

const CONTRIBUTE = `# Play Dilys Morgan of the school: an agency writes its
# own categories and no others. The same again changes
# nothing; anything else under its sourceRef supersedes.
mutation Contribute {
  contribute(
    items: [
      {
        person: {
          system: UPN
          value: "L312402119001"
          name: "Ife Okafor"
        }
        field: "concernLog"
        body: {
          concernOn: "2026-11-20"
          concernCategory: "Home circumstances"
          action: "Asked to stay late; her teacher listened."
        }
        occurredOn: "2026-11-20"
        recordedAt: "2026-11-20T16:10:00Z"
        nature: FACT
        authorRole: "Class teacher"
        sourceRef: "EXPLORER-1"
      }
    ]
  ) {
    __typename
    ... on Contributed { accepted unchanged }
    ... on Refused { faults { path code message } }
  }
}
`;

const PERSON = `# One person by identifier: your own agency's data, and
# the others' where you work on a case of your agency
# that the person is on. Unknown, not yours and barred
# look alike: null.
query PersonByIdentifier($purpose: Purpose!) {
  person(
    identifier: { system: UPN, value: "L312402119001" }
    purpose: $purpose
  ) {
    name
    birthDate
    education {
      agency { name }
      enrolments { school { name } entryDate }
      attendance { attendancePct schoolAverage }
      sharing { ...Decisions }
    }
    health {
      agency { name }
      gpRegistration { practiceName }
      sharing { ...Decisions }
    }
  }
}

fragment Decisions on ContributionSharing {
  decisions { category outcome reason nextStep { text } }
}
`;

const DISCLOSURES = `# Who has asked about a member, newest first; for the
# case's managers, auditors and Caldicott guardians. Play
# Gareth Pryce, run the family's record, and choose the
# member above.
query WhoHasAsked($memberId: ID!) {
  disclosuresAbout(memberId: $memberId, first: 20) {
    at
    agency
    role
    purpose
    level
    decisions {
      source
      category
      outcome
      reason
      protocol
      itemsReleased
    }
  }
}
`;

const WAITS = `# What waits for you, or for your role at your agency.
# It says that there is something, and never about whom.
query WhatWaits {
  myNotifications(unseen: true) { id topic text at dueAt }
}
`;

const WHO_HAS_SEEN = `# For a family that asks. Play Bram Adeyemi, after
# Kemi Balogun has run the family's record on EH-0002.
# "html" is a page to print and hand over.
query WhoHasSeen {
  whoHasSeen(
    identifier: { system: LOCAL_ID, value: "HUB:marsh.kai" }
  ) {
    looks
    organisations {
      organisation
      looks { on why allowedBecause saw { what from } }
    }
    html
  }
}
`;

const SEARCH = `# For auditors: play Felix Oduya. What was released,
# newest first; decisions that are alike are one line.
query SearchDisclosures {
  searchDisclosures(filter: { outcome: RELEASED }) {
    next
    disclosures {
      id
      at
      agency
      userId
      purpose
      people
      decisions { source category reason itemsReleased }
    }
  }
}
`;

const INDICATORS = `# For auditors and governance leads, of a month that
# is over. Cells of under five families are empty.
query SharingIndicators {
  sharingIndicators(month: "2026-10") {
    withheldRate { percent of { total } }
    withheld {
      byReason { total cells { label count } }
      byProtocol { total cells { label count } }
    }
    sourceDecisions { answered medianHours }
    familyTold { percent }
    notKnown { indicator why }
  }
}
`;

const PROTOCOLS = `# Play Bram Adeyemi, Early Help's governance lead: the
# protocols that bind his service, who has signed, and
# what was done to them. docs/guides/write-a-protocol.md
# drafts, signs, suspends and compares one.
query ProtocolsThatBindUs {
  protocols(status: ACTIVE) {
    id
    version
    title
    validTo
    parties { agency isSource isRecipient signedAt }
    events { at event agency by reason }
    warnings
    text
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
  { name: "What waits for me", query: WAITS },
  { name: "A family asks who has seen their record", query: WHO_HAS_SEEN },
  { name: "Audit: search disclosures", query: SEARCH },
  { name: "Audit: sharing indicators", query: INDICATORS },
  { name: "Protocols that bind us", query: PROTOCOLS },
];
