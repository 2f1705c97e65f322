/** The code lists of the Mental Health Services Data Set (MHSDS) that the record uses. */
import { registerEnumType } from "type-graphql";
import { codeList } from "../../gateway/code-list";
import { words } from "../../gateway/words";

export const MentalHealthReferralReason = codeList(
  "MentalHealthReferralReason",
  "PRIMARY REASON FOR REFERRAL (MENTAL HEALTH) (MHSDS, NHS Data Dictionary)",
  {
    "01": "(Suspected) first episode psychosis",
    "02": "Ongoing or recurrent psychosis",
    "03": "Bipolar disorder",
    "04": "Depression",
    "05": "Anxiety",
    "06": "Obsessive compulsive disorder",
    "07": "Phobias",
    "08": "Organic brain disorder",
    "09": "Drug and alcohol difficulties",
    "10": "Unexplained physical symptoms",
    "11": "Post-traumatic stress disorder",
    "12": "Eating disorders",
    "13": "Perinatal mental health issues",
    "14": "Personality disorders",
    "15": "Self-harm behaviours",
    "16": "Conduct disorders",
    "18": "In crisis",
    "19": "Relationship difficulties",
    "20": "Gender discomfort issues",
    "21": "Attachment difficulties",
    "22": "Self-care issues",
    "23": "Adjustment to health issues",
    "24": "Neurodevelopmental conditions, excluding autism",
    "25": "Suspected autism",
    "26": "Diagnosed autism",
    "27": "Preconception perinatal mental health concern",
    "28": "Gambling disorder",
    "29": "Community perinatal mental health partner assessment",
    "30": "Behaviours that challenge due to a learning disability",
    "31": "Employment support",
  },
);

export const MentalHealthActStatus = codeList(
  "MentalHealthActStatus",
  "MENTAL HEALTH ACT LEGAL STATUS CLASSIFICATION CODE (MHSDS, NHS Data Dictionary); sections of the 1983 Act",
  {
    "01": "Informal",
    "02": "Section 2",
    "03": "Section 3",
    "04": "Section 4",
    "05": "Section 5(2)",
    "06": "Section 5(4)",
    "07": "Section 35",
    "08": "Section 36",
    "09": "Section 37 with section 41 restrictions",
    "10": "Section 37",
    "12": "Section 38",
    "13": "Section 44",
    "14": "Section 46",
    "15": "Section 47 with section 49 restrictions",
    "16": "Section 47",
    "17": "Section 48 with section 49 restrictions",
    "18": "Section 48",
    "19": "Section 135",
    "20": "Section 136",
    "31": "Criminal Procedure (Insanity) Act 1964",
    "32": "Other acts",
    "34": "Section 45A",
    "35": "Guardianship under section 7",
    "36": "Guardianship under section 37",
    "37": "Section 45A, limitation direction in force",
    "38": "Section 45A, limitation direction ended",
    "98": "Not applicable",
    "99": "Not known",
  },
);

export const MentalHealthReferralStatus = words(["OPEN", "REJECTED", "CLOSED"] as const);
registerEnumType(MentalHealthReferralStatus, {
  name: "MentalHealthReferralStatus",
  description: "Read from REFERRAL REJECTION DATE and REFERRAL CLOSURE DATE (MHSDS), which has no status of its own.",
});
