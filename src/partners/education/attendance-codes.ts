/** The national attendance and absence codes. */
import { registerEnumType } from "type-graphql";
import { codeList } from "../../gateway/code-list";
import { words } from "../../gateway/words";

export const AttendanceCode = codeList(
  "AttendanceCode",
  "School Attendance (Pupil Registration) (England) Regulations 2024; Working together to improve school attendance",
  {
    "/": "Present, morning",
    "\\": "Present, afternoon",
    L: "Late, before the register closed",
    K: "Attending education provision arranged by the local authority",
    V: "Educational visit or trip",
    P: "Sporting activity",
    W: "Work experience",
    B: "Any other approved educational activity",
    D: "Attending another school where registered",
    C: "Leave of absence, exceptional circumstances",
    C1: "Leave of absence, regulated performance or employment abroad",
    C2: "Leave of absence, part-time timetable",
    E: "Suspended or permanently excluded, no alternative provision made",
    I: "Illness",
    J1: "Leave of absence, interview",
    M: "Leave of absence, medical or dental appointment",
    R: "Religious observance",
    S: "Leave of absence, study leave",
    T: "Parent travelling for occupational purposes",
    X: "Non-compulsory school age pupil not required to attend",
    Q: "Unable to attend, lack of access arrangements",
    Y1: "Unable to attend, transport not available",
    Y2: "Unable to attend, widespread disruption to travel",
    Y3: "Unable to attend, part of school premises closed",
    Y4: "Unable to attend, school closed unexpectedly",
    Y5: "Unable to attend, criminal justice detention",
    Y6: "Unable to attend, public health guidance or law",
    Y7: "Unable to attend, any other unavoidable cause",
    G: "Holiday not granted by the school",
    N: "Reason for absence not yet established",
    O: "Absent in other or unknown circumstances",
    U: "Arrived after the register closed",
    Z: "Prospective pupil, not yet on roll",
    "#": "Planned whole school closure",
  },
);

export const SchoolSession = words(["AM", "PM"] as const);
registerEnumType(SchoolSession, { name: "SchoolSession", description: "One of the two sessions of a school day." });
