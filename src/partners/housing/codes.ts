/** Housing's published code list. H-CLIC and CORE publish words, which are enums beside the classes that use them. */
import { codeList } from "../../gateway/code-list";

export const HhsrsHazard = codeList(
  "HhsrsHazard",
  "Housing Health and Safety Rating System (England) Regulations 2005",
  {
    "1": "damp and mould growth",
    "2": "excess cold",
    "3": "excess heat",
    "4": "asbestos and manufactured mineral fibres",
    "5": "biocides",
    "6": "carbon monoxide and fuel combustion products",
    "7": "lead",
    "8": "radiation",
    "9": "uncombusted fuel gas",
    "10": "volatile organic compounds",
    "11": "crowding and space",
    "12": "entry by intruders",
    "13": "lighting",
    "14": "noise",
    "15": "domestic hygiene, pests and refuse",
    "16": "food safety",
    "17": "personal hygiene, sanitation and drainage",
    "18": "water supply",
    "19": "falls associated with baths",
    "20": "falls on level surfaces",
    "21": "falls on stairs",
    "22": "falls between levels",
    "23": "electrical hazards",
    "24": "fire",
    "25": "flames and hot surfaces",
    "26": "collision and entrapment",
    "27": "explosions",
    "28": "position and operability of amenities",
    "29": "structural collapse and falling elements",
  },
);

export const HhsrsCategory = codeList("HhsrsCategory", "Housing Act 2004 s.2, category of hazard", {
  "1": "the council must act",
  "2": "the council may act",
});
