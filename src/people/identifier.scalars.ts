/** The identifiers of `identifiers.ts` as GraphQL scalars: checked on the way in, never echoed in an error. */
import { checked } from "../gateway/code-list";
import * as is from "./identifiers";

export const NhsNumber = checked(
  "NhsNumber",
  "NHS NUMBER (NHS Data Dictionary): 10 digits with a modulus 11 check digit. System https://fhir.nhs.uk/Id/nhs-number.",
  is.isNhsNumber,
);
export const Upn = checked("Upn", "Unique Pupil Number (DfE): 13 characters with a check letter.", is.isUpn);
export const Uln = checked("Uln", "Unique Learner Number (LRS): 10 digits with a check digit.", is.isUln);
export const Uprn = checked("Uprn", "Unique Property Reference Number (OS AddressBase): 1 to 12 digits.", is.isUprn);
export const PncId = checked("PncId", "PNC id: YYYY/NNNNNNNL with a check letter.", is.isPncId);
export const CroNumber = checked("CroNumber", "CRO number: NNNNNN/YYL or SFYY/NNNNNNL.", is.isCroNumber);
export const SchoolUrn = checked("SchoolUrn", "Unique Reference Number of a school (GIAS): 6 digits.", is.isSchoolUrn);
export const Laestab = checked("Laestab", "LAESTAB: LA code and establishment number.", is.isLaestab);
export const LaCode = checked("LaCode", "DfE local authority code: 3 digits.", is.isLaCode);
export const OdsCode = checked("OdsCode", "ODS code of an NHS organisation.", is.isOdsCode);
